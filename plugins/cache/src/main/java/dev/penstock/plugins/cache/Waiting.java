package dev.penstock.plugins.cache;

import dev.penstock.sdk.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * All who wait for one fetch, on any loops. What they are given is decided once, when the head of the answer is there; who
 * comes later is given by the same rule.
 */
final class Waiting {
    private final List<Waiter> waiters = new ArrayList<>();
    private Function<Waiter, Outcome> verdict; // null: the head has not come

    /** Gives this one what it may have, now or as soon as that is known. */
    void join(Waiter waiter) {
        Outcome outcome;
        synchronized (this) {
            if (verdict == null) {
                waiters.add(waiter);
                return;
            }
            outcome = verdict.apply(waiter);
        }
        waiter.tell(outcome);
    }

    /**
     * Tells all.
     *
     * @param rule applied under the lock: of bodies that are joined none of them comes too late
     */
    void settle(Function<Waiter, Outcome> rule) {
        List<Waiter> all;
        List<Outcome> outcomes = new ArrayList<>();
        synchronized (this) {
            verdict = rule;
            all = List.copyOf(waiters);
            waiters.clear();
            all.forEach(waiter -> outcomes.add(rule.apply(waiter)));
        }
        for (int i = 0; i < all.size(); i++) {
            all.get(i).tell(outcomes.get(i));
        }
    }

    /** Who is given nothing by the rule fetches its own; the one for whom this was fetched takes it. */
    void settleOnce(Reply reply, Function<Waiter, Optional<Outcome>> rule) {
        boolean[] taken = {false};
        settle(waiter -> rule.apply(waiter).orElseGet(() -> {
            if (!waiter.isStarter()) {
                return new Outcome.Own(List.of());
            }
            taken[0] = true;
            return new Outcome.Given(reply);
        }));
        if (!taken[0]) {
            reply.body().discard();
        }
    }
}
