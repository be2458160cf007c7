package dev.penstock.plugins.auth.basic;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A bounded queue with a lane for each client, which are served in turn: who sends a thousand waits behind itself, and
 * others wait for one of them at most. When it is full, the newest of the longest lane makes room.
 *
 * <p>For one thread at a time.
 */
final class FairQueue<T> {
    private final int bound;
    private final Map<String, Deque<T>> lanes = new LinkedHashMap<>();
    private int size;

    FairQueue(int bound) {
        this.bound = bound;
    }

    /**
     * Adds an item to the end of its lane.
     *
     * @return what left instead: an item of a longer lane, or this one
     */
    Optional<T> add(String lane, T item) {
        Optional<T> left = Optional.empty();
        if (size >= bound) {
            Deque<T> longest = lanes.values().stream()
                    .max(Comparator.comparingInt(Deque::size))
                    .orElseThrow();
            int own = lanes.containsKey(lane) ? lanes.get(lane).size() : 0;
            if (longest.size() <= own + 1) {
                return Optional.of(item);
            }
            left = Optional.of(longest.removeLast());
            size--;
        }
        lanes.computeIfAbsent(lane, first -> new ArrayDeque<>()).add(item);
        size++;
        return left;
    }

    /** Takes the oldest item of the lane whose turn it is. */
    Optional<T> poll() {
        if (lanes.isEmpty()) {
            return Optional.empty();
        }
        String lane = lanes.keySet().iterator().next();
        Deque<T> items = lanes.remove(lane);
        T item = items.removeFirst();
        if (!items.isEmpty()) {
            lanes.put(lane, items);
        }
        size--;
        return Optional.of(item);
    }
}
