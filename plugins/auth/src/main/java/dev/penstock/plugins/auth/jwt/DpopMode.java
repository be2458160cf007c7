package dev.penstock.plugins.auth.jwt;

/** What a step makes of tokens that are bound to the key of a DPoP proof (RFC 9449). */
public enum DpopMode {
    /** Takes them with their proof, and others without one. */
    ALLOWED,
    /** Takes no others. */
    REQUIRED
}
