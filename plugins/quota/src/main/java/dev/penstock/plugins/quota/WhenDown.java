package dev.penstock.plugins.quota;

import dev.penstock.sdk.Problem;
import dev.penstock.sdk.SharedStore;
import io.vertx.core.Future;
import java.util.Optional;

/**
 * Counts with other gateways while their store answers, and does what the file says while it does not: also for the
 * request that finds out.
 *
 * @param meanwhile who counts then
 */
record WhenDown(SharedStore store, Counter shared, Counter meanwhile) implements Counter {
    /** By then it is known again whether the store is there. */
    private static final String SOON = "5";

    /** Passes without a count. */
    static final Counter ALLOW = (owner, limits, need, cost) -> Future.succeededFuture(Optional.empty());

    /** Refuses: nothing is wrong with the request, so it is no 429. */
    static final Counter DENY = (owner, limits, need, cost) ->
            Future.failedFuture(Problem.of(Problem.Kind.UNAVAILABLE, "the quota for this cannot be counted now")
                    .header("Retry-After", SOON));

    @Override
    public Future<Optional<Standing>> take(Owner owner, Limits limits, long need, long cost) {
        return store.isUp()
                ? shared.take(owner, limits, need, cost).recover(lost -> meanwhile.take(owner, limits, need, cost))
                : meanwhile.take(owner, limits, need, cost);
    }
}
