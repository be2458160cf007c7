package dev.penstock.plugins.cache;

import dev.penstock.plugins.cache.CacheStatus.Forward;
import dev.penstock.sdk.Call;
import dev.penstock.sdk.Rest;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Optional;

/**
 * A request that the store cannot answer as it is.
 *
 * @param request its header fields as they came to the step; never changed
 * @param stale what is stored for it
 * @param vary the fields that are known to tell the answers of this key apart
 * @param ticket for storing the answer
 * @param again whether it has waited for the answer to another variant already
 */
record Miss(
        Call call,
        Rest rest,
        MultiMap request,
        CacheStep.Target target,
        Forward why,
        Optional<Entry> stale,
        List<String> vary,
        Ticket ticket,
        boolean again) {
    Miss over(List<String> otherVary) {
        return new Miss(call, rest, request, target, why, stale, otherVary, ticket, true);
    }

    /** To be fetched for this one alone, by what is stored now: another fetch may have replaced or dropped it. */
    Miss alone(Optional<Entry> storedNow) {
        return new Miss(call, rest, request, target, why, storedNow, vary, ticket, true);
    }

    /** Fetches for the same answer have the same. */
    String id() {
        return id(target, vary, request);
    }

    static String id(CacheStep.Target target, List<String> vary, MultiMap request) {
        return target.key()
                + (target.whose().identified() ? "\nidentified" : "")
                + '\n'
                + target.whose().apart()
                + Variant.values(vary, request);
    }

    Asker asker() {
        return new Asker(request, true);
    }

    Waiter waiter(boolean starter) {
        return new Waiter(call, request, target.whose(), starter, target.asked());
    }

    Fetch fetch(Fetch.Rules rules, Optional<String> id) {
        return new Fetch(rules, new Fetch.Subject(target.key(), id, target.whose(), stale, ticket));
    }
}
