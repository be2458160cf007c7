package dev.penstock.plugins.quota;

import dev.penstock.sdk.Host;
import dev.penstock.sdk.Scheduler.Timer;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * All counts of one step, kept over reloads; a policy that several routes use has one. An account is there while
 * something is taken from it: every minute, off the loops, the full ones are swept out.
 */
final class Ledger {
    private static final Duration SWEEP = Duration.ofMinutes(1);

    private final Host host;
    private final Map<Owner, Account> accounts = new ConcurrentHashMap<>();
    private final AtomicLong versions = new AtomicLong();
    private Optional<Timer> timer = Optional.empty();
    private int users;

    private Ledger(Host host) {
        this.host = host;
    }

    /**
     * The one of this step.
     *
     * @param step its id over all files
     */
    static Ledger of(Host host, String step) {
        return host.state("quota:" + step, Ledger.class, () -> new Ledger(host));
    }

    /** A number larger than all before. */
    long nextVersion() {
        return versions.incrementAndGet();
    }

    /** Keeps it swept from now on; one {@link #release} belongs to each call. */
    synchronized void retain() {
        users++;
        if (users == 1) {
            timer = Optional.of(host.scheduler().every(SWEEP, this::sweep));
        }
    }

    /** The last one out ends the sweeping and the counts. */
    synchronized void release() {
        users--;
        if (users == 0) {
            timer.ifPresent(Timer::cancel);
            timer = Optional.empty();
            accounts.clear();
        }
    }

    /** See {@link Account#take}. */
    Standing take(Owner owner, Limits limits, long need, long cost) {
        while (true) {
            long now = host.clock().millis();
            Account known = accounts.get(owner);
            Account account =
                    known != null ? known : accounts.computeIfAbsent(owner, absent -> new Account(limits, now));
            Optional<Standing> standing = account.take(limits, need, cost, now);
            if (standing.isPresent()) {
                return standing.get();
            }
            accounts.remove(owner, account);
        }
    }

    /** How many accounts are open. */
    int size() {
        return accounts.size();
    }

    private Future<?> sweep() {
        return host.pool("quota-sweep", 1).run(() -> {
            long now = host.clock().millis();
            accounts.forEach((owner, account) -> {
                if (account.closeIfFull(now)) {
                    accounts.remove(owner, account);
                }
            });
            return accounts.size();
        });
    }
}
