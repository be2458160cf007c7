package dev.penstock.engine.plugin;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Callable;

/**
 * A piece of a plugin's own code that is run for a limited time, on a thread that ends with it.
 *
 * <p>Nobody can stop code that does not want to end: after its time its thread is interrupted and left behind, so that
 * what the gateway does goes on. Nor does a thread of its own leave the plugin's thread locals on one of the gateway's.
 */
final class Errand<T> implements Runnable {
    /** How long a plugin may take to start, and to stop. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Logger LOG = System.getLogger(Errand.class.getName());

    private final Callable<T> work;
    private volatile T result;
    private volatile Throwable failure;

    private Errand(Callable<T> work) {
        this.work = work;
    }

    /**
     * Runs it, and waits for it. Not for an event loop.
     *
     * @param loader the context class loader meanwhile
     * @throws BadJar when it throws, whatever it throws, or takes longer
     */
    static <T> T run(String what, ClassLoader loader, Duration patience, Callable<T> work) throws BadJar {
        Errand<T> errand = new Errand<>(work);
        Thread thread = new Thread(errand, "penstock-plugin: " + what);
        thread.setDaemon(true);
        thread.setContextClassLoader(loader);
        thread.start();
        try {
            thread.join(patience.toMillis());
        } catch (InterruptedException stop) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            throw new BadJar("the gateway ended meanwhile", stop);
        }
        if (thread.isAlive()) {
            LOG.log(
                    Level.WARNING,
                    what + " did not end within " + patience.toSeconds() + "s, it stands at "
                            + firstOf(thread.getStackTrace()));
            thread.interrupt();
            throw new BadJar("expected " + what + " to end within " + patience.toSeconds()
                    + "s: let it do its work on a thread of its own");
        }
        if (errand.failure != null) {
            throw BadJar.failing(errand.failure);
        }
        return errand.result;
    }

    @Override
    public void run() {
        try {
            result = work.call();
        } catch (Throwable thrown) {
            failure = thrown;
        }
    }

    private static String firstOf(StackTraceElement[] stack) {
        return stack.length == 0 ? "its end" : stack[0].toString();
    }
}
