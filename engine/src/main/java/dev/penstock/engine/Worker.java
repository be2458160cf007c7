package dev.penstock.engine;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/** The thread on which deployments run, one after the other: compiling blocks, and so does stopping a Camel context. */
final class Worker implements Executor, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Worker.class.getName());

    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread made = new Thread(work, "penstock-deploy");
        made.setDaemon(true);
        return made;
    });

    /** Runs it in its turn; after the end of the gateway not at all. */
    @Override
    public void execute(Runnable work) {
        try {
            thread.execute(work);
        } catch (RejectedExecutionException ended) {
            LOG.log(System.Logger.Level.DEBUG, "the gateway has ended");
        }
    }

    /** Runs it in its turn and waits for it. */
    <T> T run(Callable<T> work) {
        if (Context.isOnEventLoopThread()) {
            throw new IllegalStateException("an event loop must not wait for a deployment");
        }
        try {
            return thread.submit(work).get();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while files were read", stop);
        } catch (ExecutionException failure) {
            throw new IllegalStateException("the files could not be read", failure.getCause());
        }
    }

    /** Runs it in its turn; completes on this thread. */
    <T> Future<T> later(Callable<T> work) {
        Promise<T> done = Promise.promise();
        execute(() -> {
            try {
                done.complete(work.call());
            } catch (Exception | LinkageError | StackOverflowError failure) {
                done.fail(failure);
            }
        });
        return done.future();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
