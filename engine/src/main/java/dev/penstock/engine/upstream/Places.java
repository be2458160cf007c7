package dev.penstock.engine.upstream;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The places for requests to one target, over all loops: as many as {@code max-connections}. Who finds none waits in
 * order.
 *
 * <p>A place that becomes free while somebody waits is never free: it passes on, and {@code taken} stays as it is. So
 * nobody overtakes, and there are never more than there may be. The lock is held for a few instructions; counts are read
 * without it.
 */
final class Places {
    private static final int MOST_WAITING = 10_000;

    private final int limit;
    private final Set<Runnable> waiting = new LinkedHashSet<>();
    private volatile int taken;
    private volatile int load;

    /** What became of a wish for a place. */
    enum Answer {
        TAKEN,
        WAITING,
        /** Nobody more may wait. */
        REFUSED
    }

    Places(int limit) {
        this.limit = limit;
    }

    /** @param turn run when a place passes on to it, on whatever thread: it has the place then */
    synchronized Answer take(Runnable turn) {
        if (taken < limit) {
            taken++;
            load++;
            return Answer.TAKEN;
        }
        if (waiting.size() >= MOST_WAITING) {
            return Answer.REFUSED;
        }
        waiting.add(turn);
        load++;
        return Answer.WAITING;
    }

    /** Does not wait any more; without effect for one that does not, or whose turn has come. */
    synchronized void withdraw(Runnable turn) {
        if (waiting.remove(turn)) {
            load--;
        }
    }

    /** Gives a place up. */
    void leave() {
        Runnable next = passOn();
        if (next != null) {
            next.run();
        }
    }

    private synchronized Runnable passOn() {
        load--;
        Iterator<Runnable> first = waiting.iterator();
        if (!first.hasNext()) {
            taken--;
            return null;
        }
        Runnable next = first.next();
        first.remove();
        return next;
    }

    /** Requests in flight. */
    int taken() {
        return taken;
    }

    synchronized int waiting() {
        return waiting.size();
    }

    /** Requests in flight, and those that wait. */
    int load() {
        return load;
    }
}
