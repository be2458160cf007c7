package dev.penstock.sdk;

import java.util.Optional;

/**
 * One stream with many readers, each at its own pace and on its own event loop: the waiters of one fetch get its bytes
 * as they come.
 *
 * <ul>
 *   <li>Up to the given number of bytes all are held, and the source is read at the pace of the fastest reader. Beyond
 *       it nobody joins any more, what all have read is let go, and a reader that is behind by more than that number
 *       makes the source, and so the others, wait.
 *   <li>A reader that discards its body leaves the others alone. When the last one has left, the source is stopped.
 *   <li>A source that breaks off breaks all readers, at once.
 * </ul>
 *
 * <p>The source stays on the event loop on which {@link Body#share} was called. Chunks are the same buffers for all:
 * nobody writes into them.
 */
@FunctionalInterface
public interface Shared {
    /**
     * One more reader. May be called on any thread, and the body handed to another loop: it belongs to the one on which
     * it is first read.
     *
     * @return the body from its first byte, whose owner is who asked: unread and not discarded it makes the others wait; empty once its first bytes were let go, the source broke off, or all
     *     readers had left
     */
    Optional<Body> join();
}
