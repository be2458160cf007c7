package dev.penstock.sdk;

import io.vertx.core.Future;
import java.util.concurrent.Callable;

/** Threads for what may not run on an event loop. Its queue is bounded. */
@FunctionalInterface
public interface Pool {
    /**
     * Runs work on a thread of the pool.
     *
     * @return completes on the event loop that asked, else on the pool's thread; fails with what the work threw, or
     *     with a {@link Problem} of 503 at once when the queue is full
     */
    <T> Future<T> run(Callable<T> work);
}
