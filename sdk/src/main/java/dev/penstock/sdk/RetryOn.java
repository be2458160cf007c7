package dev.penstock.sdk;

/**
 * A failure after which a request is sent again, as files write it: {@code connect}, or a status such as {@code 503}.
 *
 * <p>{@code connect} is a connection that did not come about: refused, unresolved, TLS, connect time-out. A connection that
 * broke before the head of the answer counts as 502, a time-out of the attempt as 504.
 *
 * @param status 0: {@code connect}
 */
public record RetryOn(int status) {
    /** A connection that did not come about. */
    public static final RetryOn CONNECT = new RetryOn(0);

    /**
     * Reads a failure.
     *
     * @throws IllegalArgumentException when the text is neither
     */
    public static RetryOn parse(String text) {
        if (text.equals("connect")) {
            return CONNECT;
        }
        if (text.matches("[45][0-9][0-9]")) {
            return new RetryOn(Integer.parseInt(text));
        }
        throw new IllegalArgumentException("expected connect or a status from 400 to 599, found '" + text + "'");
    }
}
