package dev.penstock.sdk;

/** Which body is meant. */
public enum Direction {
    /** That of the request, on its way up to the backend. */
    REQUEST,
    /** That of the reply, on its way to the client. */
    RESPONSE
}
