package dev.penstock.suites.probe;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Holds the compiler while a step is made, until the test lets it go. */
public final class Loading {
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private volatile boolean held;
    private volatile String thread = "";

    /** The next step that is made waits. */
    public void hold() {
        held = true;
    }

    /** Waits until one does; whether it came to that. */
    public boolean isReached() throws InterruptedException {
        return reached.await(20, TimeUnit.SECONDS);
    }

    public void release() {
        released.countDown();
    }

    /** The thread that made the step. */
    public String thread() {
        return thread;
    }

    void pass() {
        thread = Thread.currentThread().getName();
        if (!held) {
            return;
        }
        reached.countDown();
        try {
            released.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
