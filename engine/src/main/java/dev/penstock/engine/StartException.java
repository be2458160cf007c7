package dev.penstock.engine;

/** The gateway cannot start; the message is for the person who started it. */
public final class StartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StartException(String message, Throwable cause) {
        super(message, cause);
    }
}
