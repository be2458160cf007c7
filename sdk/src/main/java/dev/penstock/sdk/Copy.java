package dev.penstock.sdk;

import io.vertx.core.buffer.Buffer;

/**
 * What a {@linkplain Body#tee tee} kept of the bytes that passed.
 *
 * @param outcome whether it is the whole body
 * @param bytes all of them when {@link Outcome#WHOLE}, else none
 */
public record Copy(Outcome outcome, Buffer bytes) {
    /** How it went. */
    public enum Outcome {
        /** The body came to its end, and all of it was kept. */
        WHOLE,
        /** The body is longer than what may be kept; it goes on to its reader. */
        TOO_LARGE,
        /** The source broke off, or the reader did not want the rest. */
        BROKEN
    }

    static Copy none(Outcome outcome) {
        return new Copy(outcome, Buffer.buffer());
    }
}
