package dev.penstock.engine.camel;

import dev.penstock.sdk.Pool;
import dev.penstock.sdk.Problem;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How much of the pool one step may use: so many of its errands are with the component at a time, and some more wait for
 * their turn, so that a component that hangs leaves threads to the others. On any thread.
 */
public final class Turns {
    /** Half of the pool. */
    static final int AT_ONCE = CalloutEndpoint.THREADS / 2;

    static final int WAITING = CalloutEndpoint.WAITING / 2;

    private final Deque<Turn> waiting = new ArrayDeque<>();
    private int running;

    private record Turn(Pool pool, Errand errand, Promise<ComponentAnswer> answer) {}

    /** Runs it, now or later; 503 when too many wait. Completes on any thread. */
    Future<ComponentAnswer> run(Pool pool, Errand errand) {
        Turn turn = new Turn(pool, errand, Promise.promise());
        synchronized (this) {
            if (running == AT_ONCE) {
                waiting.removeIf(other -> other.errand.isOver());
                if (waiting.size() == WAITING) {
                    return Future.failedFuture(
                            Problem.of(Problem.Kind.UNAVAILABLE, "the component has too much to do: try again later"));
                }
                waiting.add(turn);
                return turn.answer.future();
            }
            running++;
        }
        start(turn);
        return turn.answer.future();
    }

    private void start(Turn turn) {
        turn.pool.run(turn.errand).onComplete(done -> {
            next();
            turn.answer.handle(done);
        });
    }

    private void next() {
        Turn next;
        synchronized (this) {
            next = waiting.poll();
            if (next == null) {
                running--;
            }
        }
        if (next != null) {
            start(next);
        }
    }
}
