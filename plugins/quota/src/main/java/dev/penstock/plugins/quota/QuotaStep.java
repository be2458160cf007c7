package dev.penstock.plugins.quota;

import dev.penstock.sdk.Call;
import dev.penstock.sdk.Expression;
import dev.penstock.sdk.Problem;
import dev.penstock.sdk.Step;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;

/** Lets a call pass while every limit has enough left for it. */
final class QuotaStep implements Step {
    /** A longer key is kept as its digest, so that clients cannot make accounts large. */
    private static final int LONGEST_KEY = 64;

    private final Optional<Expression<String>> key;
    private final Tiers tiers;
    private final Cost cost;
    private final Ledger ledger;

    QuotaStep(Optional<Expression<String>> key, Tiers tiers, Cost cost, Ledger ledger) {
        this.key = key;
        this.tiers = tiers;
        this.cost = cost;
        this.ledger = ledger;
    }

    @Override
    public Future<Void> apply(Call call) {
        String who = key.isPresent() ? key.get().evaluate(call) : call.inbound().clientIp();
        String tier = tiers.of(call);
        Ledger.Owner owner = new Ledger.Owner(tier, who.length() > LONGEST_KEY ? digest(who) : who);
        Limits limits = tiers.limits(tier);
        if (cost instanceof Cost.OfReply later) {
            return metered(call, later, owner, limits);
        }
        long amount = cost instanceof Cost.OfRequest stated ? stated.of(call) : ((Cost.Fixed) cost).amount();
        Standing standing = ledger.take(owner, limits, amount, amount);
        if (!standing.taken()) {
            return Future.failedFuture(refused(standing, amount));
        }
        call.onReply(reply -> {
            standing.write(reply.headers());
            return Future.succeededFuture();
        });
        return Future.succeededFuture();
    }

    /** In while anything is left; charged, below zero if need be, when the answer is known. */
    private Future<Void> metered(Call call, Cost.OfReply later, Ledger.Owner owner, Limits limits) {
        Standing standing = ledger.take(owner, limits, 1, 0);
        if (!standing.taken()) {
            return Future.failedFuture(refused(standing, 1));
        }
        call.onReply(reply -> {
            ledger.take(owner, limits, Long.MIN_VALUE, later.of(call)).write(reply.headers());
            return Future.succeededFuture();
        });
        return Future.succeededFuture();
    }

    private static Problem refused(Standing standing, long need) {
        return Problem.of(Problem.Kind.QUOTA_EXCEEDED, "the quota for this is used up")
                .header("Retry-After", String.valueOf(standing.secondsUntil(need)))
                .header(Standing.POLICY, standing.plan().policies())
                .header(Standing.LIMIT, standing.limits())
                .member("violated-policies", standing.without(need));
    }

    private static String digest(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
