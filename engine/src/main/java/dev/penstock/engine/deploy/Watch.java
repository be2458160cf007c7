package dev.penstock.engine.deploy;

import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Looks at the files again and again. It looks at states rather than listens to events: a look finds every kind of
 * change, on every file system, through every kind of link.
 */
public final class Watch {
    private static final System.Logger LOG = System.getLogger(Watch.class.getName());
    private static final int MILLIS = 500;

    private final ScheduledExecutorService ticking = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "penstock-watch");
        thread.setDaemon(true);
        return thread;
    });

    private final ScheduledFuture<?> looking;

    /**
     * Begins at once.
     *
     * @param worker runs the look
     */
    public Watch(Executor worker, Runnable look) {
        looking = ticking.scheduleWithFixedDelay(
                () -> worker.execute(() -> safely(look)), MILLIS, MILLIS, TimeUnit.MILLISECONDS);
    }

    private static void safely(Runnable look) {
        try {
            look.run();
        } catch (RuntimeException failure) {
            LOG.log(System.Logger.Level.ERROR, "a look at the pipeline files failed", failure);
        }
    }

    public void stop() {
        looking.cancel(false);
        ticking.shutdownNow();
    }
}
