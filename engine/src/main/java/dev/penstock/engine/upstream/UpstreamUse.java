package dev.penstock.engine.upstream;

import dev.penstock.engine.call.CallState;
import dev.penstock.engine.upstream.balance.Hash64;
import dev.penstock.sdk.Call;
import dev.penstock.sdk.Expression;
import dev.penstock.sdk.Outbound;
import dev.penstock.sdk.Problem;
import dev.penstock.sdk.RetryOn;
import dev.penstock.sdk.Sent;
import dev.penstock.sdk.Upstream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/**
 * An upstream as a step uses it.
 *
 * @param key what targets are chosen by, as this file writes it; empty: by no key
 * @param timeout of one attempt, until the response head
 * @param fallbacks what is gone on to, in turn
 * @param fallbackOn after what
 * @param hedge how long a first request may be silent before a second one is sent; empty: for ever
 */
record UpstreamUse(
        UpstreamPool pool,
        Optional<Expression<String>> key,
        Duration timeout,
        List<UpstreamUse> fallbacks,
        Set<RetryOn> fallbackOn,
        Optional<Duration> hedge)
        implements Upstream {
    UpstreamUse {
        fallbacks = List.copyOf(fallbacks);
        fallbackOn = Set.copyOf(fallbackOn);
    }

    static UpstreamUse of(UpstreamPool pool, Optional<Expression<String>> key) {
        return new UpstreamUse(pool, key, pool.settings().timeout(), List.of(), Set.of(), Optional.empty());
    }

    @Override
    public String name() {
        return pool.settings().name();
    }

    /** What its target is chosen by in this call; who lacks the key may meet any target. */
    long keyOf(CallState call) {
        if (key.isEmpty()) {
            return 0;
        }
        try {
            String value = key.get().evaluate(call);
            if (value != null) {
                return Hash64.of(value);
            }
        } catch (Problem absent) {
            // Not a fault: said in the manual.
        }
        return ThreadLocalRandom.current().nextLong();
    }

    @Override
    public Upstream withTimeout(Duration other) {
        return new UpstreamUse(pool, key, other, fallbacks, fallbackOn, hedge);
    }

    @Override
    public Upstream withFallback(List<Upstream> next, Set<RetryOn> on) {
        List<UpstreamUse> uses = new ArrayList<>();
        for (Upstream upstream : next) {
            if (upstream instanceof UpstreamUse use) {
                uses.add(use);
            }
        }
        return new UpstreamUse(pool, key, timeout, uses, on, hedge);
    }

    @Override
    public Upstream withHedge(Duration after) {
        return new UpstreamUse(pool, key, timeout, fallbacks, fallbackOn, Optional.of(after));
    }

    @Override
    public Sent send(Call call, Outbound request) {
        CallState state = (CallState) call;
        Supplier<Sent> sending = () -> new Sending(state, request, this).begin();
        boolean hedges = hedge.isPresent()
                && pool.settings().retry().methods().contains(request.method())
                && request.body().isWhole();
        return hedges ? new Hedged(state, sending, pool.budget()).begin(hedge.get()) : sending.get();
    }
}
