package dev.penstock.plugins.quota;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** The limits that hold together for one tier of a step, in one revision of its file. Safe for any thread. */
final class Limits {
    private final List<Limit> limits;
    private final long version;
    private volatile Plan plan;

    /**
     * @param limits at least one
     * @param version larger in later revisions of the same step
     */
    Limits(List<Limit> limits, long version) {
        this.limits = List.copyOf(limits);
        this.version = version;
        this.plan = new Plan(this, LocalDate.EPOCH);
    }

    List<Limit> all() {
        return limits;
    }

    /** These, unless those are of a later revision: a straggler does not change back what that one changed. */
    Limits orLater(Limits those) {
        return those.version > version ? those : this;
    }

    /**
     * The plan for this time.
     *
     * @param now in milliseconds since the epoch
     */
    Plan at(long now) {
        Plan known = plan;
        if (!known.covers(now)) {
            known = new Plan(this, LocalDate.ofInstant(Instant.ofEpochMilli(now), ZoneOffset.UTC));
            plan = known;
        }
        return known;
    }
}
