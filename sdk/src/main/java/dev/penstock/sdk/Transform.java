package dev.penstock.sdk;

import io.vertx.core.buffer.Buffer;
import java.util.function.Consumer;

/**
 * Changes, counts or checks the bytes of one {@link Body} on their way: a compression, a limit. It has the state of one
 * body, so each body gets a new one.
 *
 * <p>Everything runs on the body's event loop. What it throws breaks the body, its source is stopped: a {@link Problem}
 * as it is, anything else as a 500.
 */
public interface Transform {
    /**
     * The length of the result in bytes.
     *
     * @param before that of the source, or {@link Body#UNKNOWN}
     * @return {@link Body#UNKNOWN} unless it is known for sure: a client is told so much, and gets just that
     */
    default long length(long before) {
        return Body.UNKNOWN;
    }

    /**
     * Takes the next bytes.
     *
     * @param chunk at least one byte; must not be written into, may be passed on as it is
     * @param out takes any number of chunks, empty ones are dropped; only for use during this call
     */
    void chunk(Buffer chunk, Consumer<Buffer> out);

    /**
     * Whether bytes that came were not passed on yet: then {@link #flush} is called when the reader waits and the source
     * is silent. Without it an event of a stream could be kept back until the next one.
     */
    default boolean holdsBack() {
        return false;
    }

    /**
     * Passes on what it holds back; more may come.
     *
     * @param out takes any number of chunks; only for use during this call
     */
    default void flush(Consumer<Buffer> out) {}

    /**
     * The source came to its end, whole.
     *
     * @param out takes the last chunks; only for use during this call
     */
    default void end(Consumer<Buffer> out) {}

    /** Releases what it holds: called once, after the end, a failure, or when nobody reads on. Must not throw. */
    default void close() {}
}
