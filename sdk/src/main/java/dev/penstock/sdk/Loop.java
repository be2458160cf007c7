package dev.penstock.sdk;

import io.vertx.core.Context;
import io.vertx.core.Vertx;

/**
 * Where something runs: an event loop, or, outside Vert.x, whichever thread calls.
 *
 * @param context null outside Vert.x
 */
record Loop(Context context, Thread thread) {
    static Loop current() {
        return new Loop(Vertx.currentContext(), Thread.currentThread());
    }

    /** Now when this is the loop, else as its next task. */
    void run(Runnable task) {
        if (Thread.currentThread() == thread) {
            task.run();
        } else {
            later(task);
        }
    }

    /** As a task of its own, so that what it throws stops nobody else. */
    void later(Runnable task) {
        if (context == null) {
            task.run();
        } else {
            context.runOnContext(now -> task.run());
        }
    }
}
