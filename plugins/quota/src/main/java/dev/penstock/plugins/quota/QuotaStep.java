package dev.penstock.plugins.quota;

import dev.penstock.sdk.Call;
import dev.penstock.sdk.Expression;
import dev.penstock.sdk.Problem;
import dev.penstock.sdk.Step;
import io.vertx.core.Future;
import java.util.Optional;

/**
 * Lets a call pass while every limit has enough left for it.
 *
 * @param key who is counted; empty: the client's address
 */
record QuotaStep(Optional<Expression<String>> key, Tiers tiers, Cost cost, Counter counter) implements Step {
    /** A longer key is kept as its digest, of 43 characters, so that clients cannot make counts large, nor meet another's. */
    private static final int LONGEST_KEY = 42;

    @Override
    public Future<Void> apply(Call call) {
        String who = key.isPresent() ? key.get().evaluate(call) : call.inbound().clientIp();
        String tier = tiers.of(call);
        Owner owner = new Owner(tier, who.length() > LONGEST_KEY ? Digest.of(who) : who);
        Limits limits = tiers.limits(tier);
        if (cost instanceof Cost.OfReply later) {
            return metered(call, later, owner, limits);
        }
        long amount = cost instanceof Cost.OfRequest stated ? stated.of(call) : ((Cost.Fixed) cost).amount();
        return counter.take(owner, limits, amount, amount).compose(found -> {
            if (found.isEmpty()) {
                return Future.succeededFuture();
            }
            Standing standing = found.get();
            if (!standing.taken()) {
                return Future.failedFuture(refused(standing, amount));
            }
            call.onReply(reply -> {
                standing.write(reply.headers());
                return Future.succeededFuture();
            });
            return Future.succeededFuture();
        });
    }

    /** In while anything is left; charged, below zero if need be, when the answer is known. */
    private Future<Void> metered(Call call, Cost.OfReply later, Owner owner, Limits limits) {
        return counter.take(owner, limits, 1, 0).compose(found -> {
            if (found.isPresent() && !found.get().taken()) {
                return Future.failedFuture(refused(found.get(), 1));
            }
            later.prepare(call);
            call.onReply(reply -> later.of(call, reply)
                    .compose(amount -> counter.take(owner, limits, Long.MIN_VALUE, amount))
                    // Whatever becomes of the count, the answer is the client's.
                    .otherwise(Optional.empty())
                    .map(charged -> {
                        charged.ifPresent(standing -> standing.write(reply.headers()));
                        return null;
                    }));
            return Future.succeededFuture();
        });
    }

    private static Problem refused(Standing standing, long need) {
        Problem problem = standing.everHas(need)
                ? Problem.of(Problem.Kind.QUOTA_EXCEEDED, "the quota for this is used up")
                        .header("Retry-After", String.valueOf(standing.secondsUntil(need)))
                : Problem.of(Problem.Kind.QUOTA_EXCEEDED, "this costs more than its quota ever holds");
        return problem.header(Standing.POLICY, standing.plan().policies())
                .header(Standing.LIMIT, standing.limits())
                .member("violated-policies", standing.without(need));
    }
}
