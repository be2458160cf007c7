package dev.penstock.plugins.auth.credential;

import dev.penstock.sdk.Problem;

/**
 * Refusals as RFC 6750 section 3 words them, and no more.
 *
 * @param scheme the authentication scheme, {@code Bearer} unless the step says otherwise
 */
public record Challenge(String scheme) {
    private static final String FIELD = "WWW-Authenticate";

    public Problem missing() {
        return Problem.of(Problem.Kind.UNAUTHORIZED, "expected a token, found none")
                .header(FIELD, scheme);
    }

    public Problem invalid() {
        return Problem.of(Problem.Kind.UNAUTHORIZED, "the token is not valid")
                .header(FIELD, scheme + " error=\"invalid_token\"");
    }

    /**
     * The token is good but does not allow this.
     *
     * @param scopes what it should hold
     */
    public Problem insufficient(String scopes) {
        return Problem.of(Problem.Kind.FORBIDDEN, "the token does not allow this")
                .header(FIELD, scheme + " error=\"insufficient_scope\", scope=\"" + scopes + "\"");
    }

    public Problem keyless() {
        return Problem.of(
                Problem.Kind.UNAVAILABLE, "the token cannot be verified now, since its issuer gave no keys yet");
    }
}
