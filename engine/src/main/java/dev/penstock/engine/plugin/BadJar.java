package dev.penstock.engine.plugin;

/** Why a jar is left out, in words of its user. */
final class BadJar extends Exception {
    private static final long serialVersionUID = 1L;

    BadJar(String message) {
        super(message);
    }

    BadJar(String message, Throwable cause) {
        super(message, cause);
    }
}
