package dev.penstock.engine.http;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What all loops together carry, and whether it is to become less. For any thread. */
final class Census {
    private final AtomicInteger connections = new AtomicInteger();
    private final LongAdder requests = new LongAdder();
    private final Set<Runnable> leaving = ConcurrentHashMap.newKeySet();
    private volatile boolean draining;

    /** One more connection; how many there are now. */
    int opened() {
        return connections.incrementAndGet();
    }

    void closed() {
        connections.decrementAndGet();
    }

    void begins() {
        requests.increment();
    }

    void ends() {
        requests.decrement();
    }

    int connections() {
        return connections.get();
    }

    int requests() {
        return requests.intValue();
    }

    /** From now on every answer is the last one of its connection. */
    void drain() {
        draining = true;
        leaving.forEach(Runnable::run);
    }

    /**
     * Runs once draining begins, or at once where it has; perhaps twice.
     *
     * @return forgets it
     */
    Runnable onDrain(Runnable action) {
        leaving.add(action);
        if (draining) {
            action.run();
        }
        return () -> leaving.remove(action);
    }

    boolean isDraining() {
        return draining;
    }
}
