package dev.penstock.engine.call;

import dev.penstock.sdk.Scheduler;
import io.vertx.core.Context;

/**
 * One event loop: the only thread that touches the calls it owns.
 *
 * @param index from 0, for what is kept once per loop
 */
public record Loop(int index, Context context, Thread thread, Scheduler scheduler) {
    /** The loop of the thread that asks. */
    public static Loop current(int index, Context context, Scheduler scheduler) {
        return new Loop(index, context, Thread.currentThread(), scheduler);
    }

    /** Whether the thread that asks is this loop. */
    public boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    /** Runs at once when already on the loop, else as its next task. */
    public void run(Runnable task) {
        if (isCurrent()) {
            task.run();
        } else {
            later(task);
        }
    }

    /** Runs as the loop's next task. */
    public void later(Runnable task) {
        context.runOnContext(ignored -> task.run());
    }
}
