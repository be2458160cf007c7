package dev.penstock.sdk;

import io.vertx.core.Future;
import java.util.function.Supplier;

/** A call that goes on without its client, made by {@link Call#detached}: who made it may give it up. */
public interface Detached extends Call {
    /**
     * Nobody wants its answer any more: what runs below is cancelled, the call ends as {@link Ending#ABANDONED}, and its
     * {@link Rest#run} completes with a 503 unless it has completed already. On its loop; without effect when it has
     * ended, or has not begun.
     */
    void giveUp();

    /**
     * Passes early hints (RFC 8297) that come for it on to the client of the call that it was detached from, until that
     * is answered: for who runs it to answer just that call. On its loop, before it is run.
     */
    void passesHints();

    /**
     * Does work of its own as this call, in place of running the steps below: the call ends when the work has, or at its
     * limit, and what was sent for it with it. Once, on its loop.
     */
    void doing(Supplier<Future<?>> work);
}
