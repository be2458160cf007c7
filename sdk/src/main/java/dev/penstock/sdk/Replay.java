package dev.penstock.sdk;

/**
 * A body that can be read again from its first byte, for one reader at a time: that of a request that may have to be
 * sent again. On one event loop. Its owner {@linkplain #release releases} it in the end.
 */
public interface Replay {
    /**
     * Whether all bytes that have passed are still held, so that {@link #next} may be called. Never again once this is
     * false: too much has passed, or the source broke off.
     */
    boolean canReplay();

    /**
     * The body from its first byte: first what is held, then the rest of the source as it comes. A body given out
     * before hears nothing any more. To discard it does not stop the source, {@link #release} does.
     *
     * @throws IllegalStateException when it {@linkplain #canReplay() cannot}
     */
    Body next();

    /**
     * Says that there will be no further {@link #next}: what is held for it is let go. The body that was given out last
     * goes on, and to discard it now stops the source; when none reads, the source is stopped at once.
     */
    void release();
}
