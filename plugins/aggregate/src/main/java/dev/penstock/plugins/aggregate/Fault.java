package dev.penstock.plugins.aggregate;

import dev.penstock.sdk.Problem;
import java.util.Optional;

/**
 * Why a call has no answer that can be taken.
 *
 * @param parameter what {@code Proxy-Status} says (RFC 9209 section 2.1): {@code error=…} or {@code received-status=…}
 * @param detail for the client
 * @param kind of the problem where it decides the whole
 * @param cause for the log
 */
record Fault(String parameter, String detail, Problem.Kind kind, Optional<Problem> cause) {
    private static final System.Logger LOG = System.getLogger(Fault.class.getName());

    /** The call was not made, since one that it names was left out because of an error. */
    static final Fault NOT_MADE = new Fault(
            "error=proxy_internal_response",
            "a call that it names was left out",
            Problem.Kind.CALL_FAILED,
            Optional.empty());

    /** What a request failed with; what is no problem is a defect, which the log hears of. */
    static Fault of(Throwable cause, String call) {
        if (cause instanceof Problem problem) {
            return of(problem);
        }
        LOG.log(System.Logger.Level.WARNING, "the call '" + call + "' met a defect", cause);
        return of(Problem.of(Problem.Kind.STEP_FAILED, "it could not be made", cause));
    }

    private static Fault of(Problem problem) {
        return new Fault(
                "error=" + problem.proxyError().orElse("proxy_internal_error"),
                problem.detail(),
                kind(problem),
                Optional.of(problem));
    }

    /** A time-out is 504, and what this gateway has no room for is its own 503; else the upstream is to blame. */
    private static Problem.Kind kind(Problem problem) {
        if (problem.status() == 504) {
            return Problem.Kind.UPSTREAM_TIMEOUT;
        }
        boolean own = problem.kind() == Problem.Kind.UNAVAILABLE
                && problem.proxyError().isEmpty();
        return own ? Problem.Kind.UNAVAILABLE : Problem.Kind.CALL_FAILED;
    }

    static Fault status(int status) {
        return new Fault(
                "received-status=" + status,
                "the upstream answered " + status,
                Problem.Kind.CALL_FAILED,
                Optional.empty());
    }

    /** The member of {@code Proxy-Status} for this call. */
    String member(String call) {
        return "penstock; " + parameter + "; details=\"" + call + "\"";
    }

    /** What the client hears when this call decides the whole. */
    Problem problem(String call) {
        return Problem.of(kind, "the call '" + call + "' failed: " + detail, cause.orElse(null))
                .member("call", call)
                .header("Proxy-Status", member(call));
    }
}
