package dev.penstock.plugins.quota;

import dev.penstock.sdk.Host;
import dev.penstock.sdk.Scheduler.Timer;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What this gateway holds of the shared counts of one step, kept over reloads. Every second what was not spent in time
 * goes back to the store, and what nobody uses is forgotten.
 */
final class Leases {
    private static final Duration SWEEP = Duration.ofMillis(Lease.AGE);

    private final Host host;
    private final String keys;
    private final String step;
    private final TakeScript script = new TakeScript();
    private final Map<Owner, Lease> leases = new ConcurrentHashMap<>();
    private Optional<Timer> timer = Optional.empty();
    private int users;

    private Leases(Host host, String api, String step) {
        this.host = host;
        this.keys = "penstock:" + api + ":quota:";
        this.step = step;
    }

    /**
     * Those of this step.
     *
     * @param step its id over all files
     */
    static Leases of(Host host, String api, String step) {
        return host.state("quota-leases:" + step, Leases.class, () -> new Leases(host, api, step));
    }

    /** Keeps them swept from now on; one {@link #release} belongs to each call. */
    synchronized void retain() {
        users++;
        if (users == 1) {
            timer = Optional.of(host.scheduler().every(SWEEP, this::sweep));
        }
    }

    /** The last one out gives back what there is. */
    synchronized void release() {
        users--;
        if (users == 0) {
            timer.ifPresent(Timer::cancel);
            timer = Optional.empty();
            sweep(true);
            leases.clear();
        }
    }

    Lease of(Owner owner) {
        Lease known = leases.get(owner);
        return known != null ? known : leases.computeIfAbsent(owner, absent -> new Lease());
    }

    void remove(Owner owner, Lease closed) {
        leases.remove(owner, closed);
    }

    /** How many keys there are leases of. */
    int size() {
        return leases.size();
    }

    /** Asks the store about the count of this owner. */
    Future<TakeScript.Answer> put(Owner owner, TakeScript.Question question) {
        // A digest: what tells clients apart may be a credential.
        String key = keys + Digest.of(step + "\n" + owner.tier() + "\n" + owner.key());
        return host.store()
                .run(script.script(), key, TakeScript.arguments(question))
                .map(texts -> TakeScript.answer(question, texts));
    }

    private Future<?> sweep() {
        return sweep(false);
    }

    private Future<?> sweep(boolean all) {
        long now = host.clock().millis();
        List<Future<?>> returns = new ArrayList<>();
        leases.forEach((owner, lease) -> {
            lease.unspent(all, now).ifPresent(question -> returns.add(put(owner, question)));
            if (lease.closeIfIdle(now)) {
                leases.remove(owner, lease);
            }
        });
        // What the store does not take back is lost: too little is used, not too much.
        return Future.join(returns).otherwiseEmpty();
    }
}
