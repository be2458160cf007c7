package dev.penstock.engine.call;

import dev.penstock.sdk.Problem;

/** A step at its place in one route, as its stages carry it: what a problem names, and what must be in memory first. */
public final class Site {
    /** Outside any step. */
    public static final Site NONE = new Site("", false, -1, -1);

    private final String step;
    private final boolean skipsFaults;
    private final long holdsRequest;
    private final long holdsResponse;

    /**
     * A place of its own: two steps never share one.
     *
     * @param step the step's name, else its type
     * @param skipsFaults whether {@code on-error: skip} forgives its faults
     * @param holdsRequest how many bytes of the request body it must see whole; negative: none
     * @param holdsResponse how many bytes of the response body its hooks must see whole; negative: none
     */
    public Site(String step, boolean skipsFaults, long holdsRequest, long holdsResponse) {
        this.step = step;
        this.skipsFaults = skipsFaults;
        this.holdsRequest = holdsRequest;
        this.holdsResponse = holdsResponse;
    }

    public String step() {
        return step;
    }

    /** Whether {@code on-error: skip} forgives its faults. */
    public boolean skipsFaults() {
        return skipsFaults;
    }

    /** Whether {@code on-error: skip} forgives this on the way down; a refusal it never does. */
    public boolean forgives(Throwable failure) {
        return skipsFaults && !(failure instanceof Problem problem && problem.status() < 500);
    }

    public long holdsRequest() {
        return holdsRequest;
    }

    public long holdsResponse() {
        return holdsResponse;
    }
}
