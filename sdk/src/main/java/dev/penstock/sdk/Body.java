package dev.penstock.sdk;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.function.Consumer;

/**
 * The bytes of a request or a reply: whole in memory, or a paused stream that is read once. It has one owner, the
 * {@link Outbound} or {@link Reply} that holds it, and is used on the owner's event loop.
 *
 * <p>A stream's failure is a {@link Problem}: 400 when the client broke off, 502 when the upstream did.
 *
 * <p>Nobody writes into a buffer that came from a body: others may read it, on other loops too.
 *
 * <p>{@link #through}, {@link #tee}, {@link #replay} and {@link #share} are for a body that was not read yet. They hand
 * its bytes over to their result: this body is spent from then on, and to discard it has no effect, so that
 * {@code reply.body(reply.body().through(…))} puts the result in its place. Nothing is read before the
 * result is. What is whole stays whole: its bytes can be read any number of times, before and after.
 */
public interface Body {
    /** Where the bytes come from: decides which problem a failure is. */
    enum Source {
        /** The client: too large is 413, broken off 400. */
        CLIENT,
        /** An upstream: too large or broken off is 502. */
        UPSTREAM
    }

    /** Whether there is room for bytes in memory, over all requests. */
    @FunctionalInterface
    interface Holding {
        /**
         * Takes room for so many more bytes.
         *
         * @return false: there is none; nothing is taken then
         */
        boolean take(long bytes);

        /**
         * Takes room for so many more bytes, or fails.
         *
         * @throws Problem 503 when there is none
         */
        default void claim(long bytes) {
            if (!take(bytes)) {
                throw Bodies.noRoom();
            }
        }

        /** Gives back what was taken and is held no more; what nobody gives back is held until its call ends. */
        default void give(long bytes) {}
    }

    /** {@link #length} of a body whose length is not known before its end. */
    long UNKNOWN = -1;

    /** No bytes. */
    static Body empty() {
        return WholeBody.EMPTY;
    }

    /** These bytes. */
    static Body of(Buffer bytes) {
        return bytes.length() == 0 ? WholeBody.EMPTY : new WholeBody(bytes);
    }

    /**
     * A stream.
     *
     * @param stream paused, without handlers; its failure is reported by its exception handler, after which nothing
     *     comes any more
     * @param length in bytes, or {@link #UNKNOWN}
     * @param abandon stops the source when nobody will read on
     */
    static Body of(ReadStream<Buffer> stream, long length, Source source, Runnable abandon) {
        return of(stream, length, source, abandon, bytes -> true);
    }

    /**
     * A stream whose bytes are counted where they are held whole.
     *
     * @param holding asked for room; without it {@link #whole} fails with 503
     */
    static Body of(ReadStream<Buffer> stream, long length, Source source, Runnable abandon, Holding holding) {
        return new StreamBody(stream, length, source, abandon, holding);
    }

    /** In bytes, or {@link #UNKNOWN}. */
    long length();

    /** Whether all bytes are in memory, so that they can be read any number of times. */
    boolean isWhole();

    /**
     * Holds the bytes in memory; from then on the body {@link #isWhole()}.
     *
     * @param max in bytes
     * @return the bytes; fails with 503 when the gateway holds as much as it may, with 413 or 502 as soon as more than {@code max} came or were announced, when the source
     *     broke off, and when the body is discarded meanwhile. A body that announces more is left unread, any other
     *     that fails is spent. Bytes that are whole already are given whatever their length
     */
    Future<Buffer> whole(long max);

    /**
     * Takes the bytes as a paused stream: set the handlers, then {@code resume()}. A whole body can be taken again, a
     * stream cannot.
     *
     * @throws IllegalStateException when a stream was taken before
     */
    ReadStream<Buffer> stream();

    /**
     * These bytes changed, counted or checked chunk by chunk, at the reader's pace.
     *
     * @param transform for this body alone
     * @return a body of {@linkplain Transform#length that} length; what is whole is transformed at once and stays whole
     * @throws Problem when this body is whole and the transform fails it
     * @throws IllegalStateException when it was read before
     */
    Body through(Transform transform);

    /**
     * These bytes, passed on at the reader's pace, while a copy is kept.
     *
     * @param max the longest copy in bytes; of a longer body, or where the gateway holds as much as it may, nothing is
     *     kept
     * @param end told once, as soon as it is known, how the copy ended: of a body that is whole, or announces more than
     *     {@code max}, before this method returns; that all is there before the reader hears of the end. Must not
     *     throw
     * @throws IllegalStateException when it was read before
     */
    Body tee(long max, Consumer<Copy> end);

    /**
     * These bytes for a reader that may have to begin again.
     *
     * @param max how many bytes may have passed, fewer where the gateway holds as much as it may; what is whole can
     *     always be read again
     * @throws IllegalStateException when it was read before
     */
    Replay replay(long max);

    /**
     * These bytes for several readers on any event loops.
     *
     * @param max how many bytes are held for the slowest of them; nobody joins any more where the gateway holds as much
     *     as it may
     * @throws IllegalStateException when it was read before
     */
    Shared share(long max);

    /** Says that nobody will read (on): the source is stopped. Without effect on what is whole or at its end. */
    void discard();
}
