package dev.penstock.engine.deploy;

import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Looks at the files again and again. It looks at states rather than listens to events: a look finds every kind of
 * change, on every file system, through every kind of link. The next look is set when the last one has ended, so looks
 * never pile up behind a slow one.
 */
public final class Watch {
    private static final System.Logger LOG = System.getLogger(Watch.class.getName());
    private static final int MILLIS = 500;
    private static final int SOON_MILLIS = 150;

    private final ScheduledExecutorService ticking = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "penstock-watch");
        thread.setDaemon(true);
        return thread;
    });

    private final Executor worker;
    private final BooleanSupplier look;
    private volatile Future<?> coming;

    /**
     * Begins at once.
     *
     * @param worker runs the look
     * @param look whether no change is under way; else the next look comes soon
     */
    public Watch(Executor worker, BooleanSupplier look) {
        this.worker = worker;
        this.look = look;
        next(MILLIS);
    }

    private void next(int millis) {
        try {
            coming = ticking.schedule(
                    () -> worker.execute(() -> next(safely() ? MILLIS : SOON_MILLIS)), millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException stopped) {
            LOG.log(System.Logger.Level.DEBUG, "the watch has been stopped");
        }
    }

    private boolean safely() {
        try {
            return look.getAsBoolean();
        } catch (RuntimeException | LinkageError | StackOverflowError failure) {
            LOG.log(System.Logger.Level.ERROR, "a look at the pipeline files failed", failure);
            return true;
        }
    }

    public void stop() {
        coming.cancel(false);
        ticking.shutdownNow();
    }
}
