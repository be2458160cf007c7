package dev.penstock.plugins.quota.concurrency;

import dev.penstock.sdk.Call;
import dev.penstock.sdk.Host;
import dev.penstock.sdk.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * All places of one step, kept over reloads; a policy that several routes use has one. A key has a gate while a request
 * of it is under way or waits, so keys cannot pile up: there are never more than requests.
 *
 * <p>The bounds of the newest revision hold for all: whoever enters by them brings them to the gate, and a higher limit
 * lets waiters in there and then.
 */
final class Gates {
    /** The place that a call has already, where it comes by a second time: a detached call is another. */
    record Taken(Call call, String key) {}

    private final Key<Taken> taken = Key.named("place of a concurrency step");
    private final Map<String, Gate> gates = new ConcurrentHashMap<>();
    private final AtomicLong versions = new AtomicLong();
    private final Figures figures;

    private Gates(Figures figures) {
        this.figures = figures;
    }

    /**
     * Those of this step.
     *
     * @param step its id over all files
     * @param name what metrics call it
     */
    static Gates of(Host host, String step, String name) {
        return host.state("concurrency:" + step, Gates.class, () -> new Gates(Figures.of(host, step, name)));
    }

    /** A number larger than all before. */
    long nextVersion() {
        return versions.incrementAndGet();
    }

    /** A place, held or waited for; empty when all are taken and nobody more may wait. */
    Optional<Place> enter(String key, Bounds bounds) {
        Place place = new Place(this, key);
        List<Place> letIn = new ArrayList<>();
        gates.compute(key, (same, open) -> {
            Gate gate = open == null ? new Gate() : open;
            gate.enter(place, bounds, letIn);
            return gate.isIdle() ? null : gate;
        });
        letIn.forEach(Place::letIn);
        if (place.isRefused()) {
            figures.refused();
            return Optional.empty();
        }
        return Optional.of(place);
    }

    /** The place is given back, or not waited for any more; who is next gets it. */
    void leave(Place place) {
        List<Place> letIn = new ArrayList<>();
        gates.computeIfPresent(place.key(), (same, gate) -> {
            gate.leave(place, letIn);
            return gate.isIdle() ? null : gate;
        });
        letIn.forEach(Place::letIn);
    }

    Key<Taken> taken() {
        return taken;
    }

    Figures figures() {
        return figures;
    }

    /** How many keys have somebody. */
    int size() {
        return gates.size();
    }
}
