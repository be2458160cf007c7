package dev.penstock.engine.call;

import dev.penstock.sdk.Pool;
import io.vertx.core.Future;
import java.util.concurrent.Callable;

/**
 * Whether a call is lent to a pool. Meanwhile its loop must not touch it: what interrupts it is a note, the last of which
 * is read when the call comes back.
 */
final class Loan {
    private final Loop loop;
    private boolean lent;
    private Runnable note = () -> {};

    Loan(Loop loop) {
        this.loop = loop;
    }

    <T> Future<T> to(Pool pool, Callable<T> work) {
        lent = true;
        return loop.home(pool.run(work)).eventually(() -> {
            lent = false;
            Runnable left = note;
            note = () -> {};
            left.run();
            return Future.succeededFuture();
        });
    }

    /** Now, or when the call is back. */
    void interrupt(Runnable action) {
        if (lent) {
            note = action;
        } else {
            action.run();
        }
    }
}
