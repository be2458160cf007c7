package dev.penstock.plugins.auth.jwt;

import dev.penstock.plugins.auth.credential.Challenge;
import dev.penstock.sdk.Problem;
import java.time.Duration;
import java.util.Optional;

/**
 * How one step says no: as RFC 6750 section 3 words it, and as RFC 9449 section 7 does where the step takes proofs. No
 * more than that: the reason goes to the log.
 */
final class Refusals {
    private static final String FIELD = "WWW-Authenticate";
    private static final String RETRY_AFTER = "Retry-After";
    private static final String ALGORITHMS = "algs=\"" + ProofVerifier.algorithms() + "\"";

    private final Challenge plain;
    private final Optional<DpopMode> dpop;

    Refusals(Challenge plain, Optional<DpopMode> dpop) {
        this.plain = plain;
        this.dpop = dpop;
    }

    Problem missing() {
        if (isDpopAlone()) {
            return withProof(Problem.of(Problem.Kind.UNAUTHORIZED, "expected a token, found none"), "");
        }
        return alsoProof(plain.missing());
    }

    /**
     * The token is not good.
     *
     * @param asDpop whether it came behind the scheme DPoP
     */
    Problem invalid(boolean asDpop) {
        if (asDpop || isDpopAlone()) {
            return withProof(
                    Problem.of(Problem.Kind.UNAUTHORIZED, "the token is not valid"), "error=\"invalid_token\", ");
        }
        return alsoProof(plain.invalid());
    }

    /** The token is good, its proof is not. */
    Problem badProof() {
        return withProof(
                Problem.of(Problem.Kind.UNAUTHORIZED, "the proof of the token is not valid"),
                "error=\"invalid_dpop_proof\", ");
    }

    Problem insufficient(String scopes, boolean asDpop) {
        return asDpop
                ? withProof(
                        Problem.of(Problem.Kind.FORBIDDEN, "the token does not allow this"),
                        "error=\"insufficient_scope\", scope=\"" + scopes + "\", ")
                : plain.insufficient(scopes);
    }

    /**
     * No key of the issuer could be fetched yet.
     *
     * @param patience when it is worth trying again, at least a second
     */
    Problem keyless(Duration patience) {
        long seconds = patience.plusMillis(999).toSeconds();
        return plain.keyless().header(RETRY_AFTER, String.valueOf(seconds));
    }

    /** Whether the proof came before is not to be known now. */
    Problem storeless() {
        return Problem.of(Problem.Kind.UNAVAILABLE, "the proof of the token cannot be checked now")
                .header(RETRY_AFTER, "1");
    }

    private boolean isDpopAlone() {
        return dpop.equals(Optional.of(DpopMode.REQUIRED));
    }

    private Problem alsoProof(Problem problem) {
        return dpop.isPresent() ? withProof(problem, "") : problem;
    }

    private static Problem withProof(Problem problem, String more) {
        return problem.header(FIELD, "DPoP " + more + ALGORITHMS);
    }
}
