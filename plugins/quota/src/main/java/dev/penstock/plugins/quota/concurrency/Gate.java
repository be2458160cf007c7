package dev.penstock.plugins.quota.concurrency;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The places of one key. Only touched within an operation of {@link Gates} on that key, one thread at a time; whoever is
 * let in is told after it, so that nothing of a call runs under its lock.
 */
final class Gate {
    private final Set<Place> waiting = new LinkedHashSet<>();
    private Bounds bounds = new Bounds(0, 0, 0);
    private int held;

    /** Gives a place, or a place in the queue, or neither. */
    void enter(Place place, Bounds wanted, List<Place> letIn) {
        if (wanted.version() > bounds.version()) {
            bounds = wanted;
        }
        admit(letIn);
        if (held < bounds.limit() && waiting.isEmpty()) {
            held++;
            place.hold();
        } else if (waiting.size() < bounds.queue()) {
            waiting.add(place);
            place.queue();
        }
    }

    /** Takes a place back, whichever it was. */
    void leave(Place place, List<Place> letIn) {
        if (!waiting.remove(place)) {
            held--;
        }
        admit(letIn);
    }

    boolean isIdle() {
        return held == 0 && waiting.isEmpty();
    }

    private void admit(List<Place> letIn) {
        while (held < bounds.limit() && !waiting.isEmpty()) {
            Place next = waiting.iterator().next();
            waiting.remove(next);
            held++;
            letIn.add(next);
        }
    }
}
