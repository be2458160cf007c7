package dev.penstock.sdk;

/** The problems of bodies, told by their source. */
final class Bodies {
    private Bodies() {}

    static Problem tooLarge(Body.Source source, long max) {
        return source == Body.Source.CLIENT
                ? Problem.of(Problem.Kind.TOO_LARGE, "expected a body of at most " + max + " bytes, found more")
                : Problem.of(Problem.Kind.UPSTREAM_FAILED, "the upstream's answer is longer than this route takes")
                        .proxyError("http_response_body_size");
    }

    static Problem noRoom() {
        return Problem.of(Problem.Kind.UNAVAILABLE, "the gateway holds as many bytes as it may: try again soon");
    }

    /** What a step's own code threw. */
    static Problem failed(RuntimeException thrown) {
        return thrown instanceof Problem problem
                ? problem
                : Problem.of(Problem.Kind.STEP_FAILED, "a step failed on the bytes of a body", thrown);
    }

    static Problem broken(Body.Source source, Throwable cause) {
        if (cause instanceof Problem problem) {
            return problem;
        }
        return source == Body.Source.CLIENT
                ? Problem.of(Problem.Kind.MALFORMED, "the request body broke off", cause)
                : Problem.of(Problem.Kind.UPSTREAM_FAILED, "the upstream's answer broke off", cause)
                        .proxyError("http_response_incomplete");
    }
}
