package dev.penstock.plugins.quota.concurrency;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A request's place: waited for, held, then left, once. A place may be given on the loop of the call that left it while
 * its own call ends on another: whichever comes second finds the state of the first, so that it is given back exactly
 * once.
 */
final class Place {
    private enum State {
        NEW,
        WAITING,
        HELD,
        LEFT
    }

    private final Gates gates;
    private final String key;
    private final AtomicReference<State> state = new AtomicReference<>(State.NEW);
    private final Promise<Void> given = Promise.promise();

    Place(Gates gates, String key) {
        this.gates = gates;
        this.key = key;
    }

    String key() {
        return key;
    }

    boolean isRefused() {
        return state.get() == State.NEW;
    }

    /** Completes when the place is held; on any thread. */
    Future<Void> held() {
        return given.future();
    }

    void hold() {
        state.set(State.HELD);
        gates.figures().moved(1, 0);
        given.complete();
    }

    void queue() {
        state.set(State.WAITING);
        gates.figures().moved(0, 1);
    }

    /** Its turn has come. One that was left meanwhile has given the place back already. */
    void letIn() {
        if (state.compareAndSet(State.WAITING, State.HELD)) {
            gates.figures().moved(1, -1);
            given.tryComplete();
        }
    }

    /** Gives it back, or leaves the queue. Without effect the second time. */
    void leave() {
        State before = state.getAndSet(State.LEFT);
        if (before != State.LEFT) {
            gates.figures().moved(before == State.HELD ? -1 : 0, before == State.WAITING ? -1 : 0);
            gates.leave(this);
        }
    }

    /** Leaves the queue; false when it holds the place, or has left. */
    boolean leaveQueue() {
        if (!state.compareAndSet(State.WAITING, State.LEFT)) {
            return false;
        }
        gates.figures().moved(0, -1);
        gates.leave(this);
        return true;
    }
}
