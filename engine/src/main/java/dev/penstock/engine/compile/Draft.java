package dev.penstock.engine.compile;

/** What a step says of itself while it is created. */
final class Draft {
    private long holdsRequest = -1;
    private long holdsResponse = -1;
    private boolean answers;
    private boolean authenticates;
    private boolean refuses;
    private boolean shares;

    void holdsRequest(long max) {
        holdsRequest = Math.max(holdsRequest, max);
    }

    void holdsResponse(long max) {
        holdsResponse = Math.max(holdsResponse, max);
    }

    void answer() {
        answers = true;
    }

    void authenticate() {
        authenticates = true;
        refuses = true;
    }

    void refuse() {
        refuses = true;
    }

    void share() {
        shares = true;
    }

    long requestHeld() {
        return holdsRequest;
    }

    long responseHeld() {
        return holdsResponse;
    }

    boolean isAnswer() {
        return answers;
    }

    boolean isAuth() {
        return authenticates;
    }

    boolean isRefusal() {
        return refuses;
    }

    boolean isShare() {
        return shares;
    }
}
