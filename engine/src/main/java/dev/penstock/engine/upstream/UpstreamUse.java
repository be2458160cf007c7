package dev.penstock.engine.upstream;

import dev.penstock.engine.call.CallState;
import dev.penstock.sdk.Call;
import dev.penstock.sdk.Outbound;
import dev.penstock.sdk.RetryOn;
import dev.penstock.sdk.Sent;
import dev.penstock.sdk.Upstream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * An upstream as a step uses it.
 *
 * @param timeout of one attempt, until the response head
 * @param fallbacks what is gone on to, in turn
 * @param fallbackOn after what
 * @param hedge how long a first request may be silent before a second one is sent; empty: for ever
 */
record UpstreamUse(
        UpstreamPool pool,
        Duration timeout,
        List<UpstreamUse> fallbacks,
        Set<RetryOn> fallbackOn,
        Optional<Duration> hedge)
        implements Upstream {
    UpstreamUse {
        fallbacks = List.copyOf(fallbacks);
        fallbackOn = Set.copyOf(fallbackOn);
    }

    static UpstreamUse of(UpstreamPool pool) {
        return new UpstreamUse(pool, pool.settings().timeout(), List.of(), Set.of(), Optional.empty());
    }

    @Override
    public String name() {
        return pool.settings().name();
    }

    @Override
    public Upstream withTimeout(Duration other) {
        return new UpstreamUse(pool, other, fallbacks, fallbackOn, hedge);
    }

    @Override
    public Upstream withFallback(List<Upstream> next, Set<RetryOn> on) {
        List<UpstreamUse> uses = new ArrayList<>();
        for (Upstream upstream : next) {
            if (upstream instanceof UpstreamUse use) {
                uses.add(use);
            }
        }
        return new UpstreamUse(pool, timeout, uses, on, hedge);
    }

    @Override
    public Upstream withHedge(Duration after) {
        return new UpstreamUse(pool, timeout, fallbacks, fallbackOn, Optional.of(after));
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
