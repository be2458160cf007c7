package dev.penstock.plugins.quota;

import io.github.bucket4j.BucketState;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The counts of one key under all limits of a step, in one reference: a request takes from all of them at once or from
 * none, by one compare-and-set, whatever loop it is on. New limits and new windows of the calendar come in by the same
 * move.
 *
 * <p>A closed account takes nothing any more. The sweep closes before it removes, so that no request can take from an
 * account that nobody will find again.
 */
final class Account extends AtomicReference<Account.Counts> {
    private static final long serialVersionUID = 1L;

    /** Never changed once it is here. */
    record Counts(Plan plan, BucketState state, boolean closed) {}

    Account(Limits limits, long now) {
        super(opening(limits.at(now), now));
    }

    /**
     * Takes what a request costs.
     *
     * @param need what each limit must have left
     * @param cost what is taken then
     * @param now in milliseconds since the epoch
     * @return how it stands then; where a limit has less than the need, nothing was taken. Empty: it is closed
     */
    Optional<Standing> take(Limits limits, long need, long cost, long now) {
        while (true) {
            Counts before = get();
            if (before.closed) {
                return Optional.empty();
            }
            // A clock that steps back over midnight must not open yesterday, and then today, once more.
            Plan plan = limits.orLater(before.plan.limits()).at(Math.max(now, before.plan.from()));
            BucketState state = plan.carry(before.plan, before.state, now);
            if (state.getAvailableTokens() < need) {
                return Optional.of(Standing.of(plan, state, now, false));
            }
            state.consume(cost);
            if (compareAndSet(before, new Counts(plan, state, false))) {
                return Optional.of(Standing.of(plan, state, now, true));
            }
        }
    }

    /** Closes it if nothing is taken: then it says no more than none at all. */
    boolean closeIfFull(long now) {
        Counts counts = get();
        Plan plan = counts.plan.limits().at(now);
        return plan.isFull(plan.carry(counts.plan, counts.state, now))
                && compareAndSet(counts, new Counts(counts.plan, counts.state, true));
    }

    private static Counts opening(Plan plan, long now) {
        return new Counts(plan, plan.full(now), false);
    }
}
