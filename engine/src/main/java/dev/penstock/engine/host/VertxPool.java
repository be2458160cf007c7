package dev.penstock.engine.host;

import dev.penstock.sdk.Pool;
import dev.penstock.sdk.Problem;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A named pool of daemon threads with a bounded queue; results come back on the loop that asked. */
final class VertxPool implements Pool {
    private final ThreadPoolExecutor executor;

    VertxPool(String name, int threads, int waiting) {
        AtomicInteger number = new AtomicInteger();
        executor = new ThreadPoolExecutor(
                threads, threads, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(waiting), work -> {
                    Thread thread = new Thread(work, "penstock-" + name + "-" + number.getAndIncrement());
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
    }

    @Override
    public <T> Future<T> run(Callable<T> work) {
        Promise<T> promise = Promise.promise();
        Context asked = Vertx.currentContext();
        try {
            executor.execute(() -> {
                Future<T> done = outcome(work);
                if (asked == null) {
                    promise.handle(done);
                } else {
                    asked.runOnContext(ignored -> promise.handle(done));
                }
            });
        } catch (RejectedExecutionException full) {
            return Future.failedFuture(Problem.of(Problem.Kind.UNAVAILABLE, "the gateway is overloaded", full));
        }
        return promise.future();
    }

    private static <T> Future<T> outcome(Callable<T> work) {
        try {
            return Future.succeededFuture(work.call());
        } catch (Throwable failure) {
            return Future.failedFuture(failure);
        }
    }

    void close() {
        executor.shutdownNow();
    }
}
