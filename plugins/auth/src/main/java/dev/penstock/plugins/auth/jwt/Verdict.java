package dev.penstock.plugins.auth.jwt;

/** What a {@link TokenVerifier} says about a token. */
sealed interface Verdict {
    /** It is good. */
    record Good(VerifiedToken token) implements Verdict {}

    /**
     * It is not.
     *
     * @param reason for the log; no part of the token
     */
    record Bad(String reason) implements Verdict {}

    /**
     * The keys at hand cannot tell.
     *
     * @param source has no keys yet, or not the one that the token names
     */
    record Unknown(KeySource source) implements Verdict {}
}
