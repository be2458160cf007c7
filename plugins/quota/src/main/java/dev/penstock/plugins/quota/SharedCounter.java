package dev.penstock.plugins.quota;

import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Counts in the store that gateways share: one script for each decision, so that it is exact whoever else decides; or none,
 * out of a {@link Lease}.
 *
 * @param leases of this step
 * @param leasing whether requests say what they cost: what an answer says is charged for each
 */
record SharedCounter(InstantSource clock, Leases leases, boolean leasing) implements Counter {
    @Override
    public Future<Optional<Standing>> take(Owner owner, Limits limits, long need, long cost) {
        long now = clock.millis();
        Plan plan = limits.at(now);
        long most = leasing ? plan.lease() : 0;
        if (most == 0 || cost > most) {
            return leases.put(owner, new TakeScript.Question(plan, need, cost, 0, 0, now))
                    .map(answer -> Optional.of(answer.standing()));
        }
        while (true) {
            Lease lease = leases.of(owner);
            Optional<Standing> standing = lease.take(plan, cost, now);
            if (standing.isPresent()) {
                return Future.succeededFuture(standing);
            }
            Optional<Lease.Terms> terms = lease.ask(plan, most, now);
            if (terms.isPresent()) {
                return ask(
                        owner,
                        lease,
                        terms.get(),
                        new TakeScript.Question(
                                plan,
                                need,
                                cost,
                                terms.get().back(),
                                terms.get().want(),
                                now));
            }
            leases.remove(owner, lease);
        }
    }

    private Future<Optional<Standing>> ask(Owner owner, Lease lease, Lease.Terms terms, TakeScript.Question question) {
        Future<TakeScript.Answer> answer = leases.put(owner, question);
        if (terms.asksForLease()) {
            answer.onComplete(asked -> {
                if (asked.succeeded()) {
                    lease.given(asked.result(), question.now());
                } else {
                    lease.failed();
                }
            });
        }
        return answer.map(told -> Optional.of(told.standing().with(told.leased())));
    }
}
