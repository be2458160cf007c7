package dev.penstock.engine.upstream;

import dev.penstock.engine.call.CallState;
import dev.penstock.engine.call.SentTo;
import dev.penstock.sdk.Call;
import dev.penstock.sdk.Outbound;
import dev.penstock.sdk.Sent;
import dev.penstock.sdk.Upstream;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** An upstream: its targets, taken in turn, and a client on each loop. */
public final class UpstreamPool implements Upstream {
    private final UpstreamSettings settings;
    private final Upstreams.Clients clients;
    private final UpstreamListener listener;
    private final List<Target> targets;
    private final AtomicInteger turn = new AtomicInteger();

    UpstreamPool(UpstreamSettings settings, Upstreams.Clients clients, UpstreamListener listener) {
        this.settings = settings;
        this.clients = clients;
        this.listener = listener;
        this.targets = settings.targets().stream()
                .map(url -> new Target(url, settings.maxConnections()))
                .toList();
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public Duration timeout() {
        return settings.timeout();
    }

    @Override
    public Sent send(Call call, Outbound request) {
        return send(call, request, settings.timeout());
    }

    @Override
    public Upstream withTimeout(Duration timeout) {
        UpstreamPool pool = this;
        return new Upstream() {
            @Override
            public String name() {
                return pool.name();
            }

            @Override
            public Duration timeout() {
                return timeout;
            }

            @Override
            public Sent send(Call call, Outbound request) {
                return pool.send(call, request, timeout);
            }

            @Override
            public Upstream withTimeout(Duration other) {
                return pool.withTimeout(other);
            }
        };
    }

    private Sent send(Call call, Outbound request, Duration timeout) {
        CallState state = (CallState) call;
        Target target = request == call.outbound() ? untried(state.passage().tried()) : next();
        Attempt attempt = new Attempt(state, request, target, settings.idle(), (outcome, millis) -> {
            state.passage().sentTo(new SentTo(settings.name(), millis));
            listener.sent(settings, target.authority(), outcome, millis);
        });
        attempt.start(clients.of(state.loop().index()), timeout);
        return attempt;
    }

    private Target next() {
        return targets.get(Math.floorMod(turn.getAndIncrement(), targets.size()));
    }

    /** Who sends a call again wants another target than the one that did not do, where there is one. */
    private Target untried(Set<Object> tried) {
        Target target = next();
        for (int i = 1; i < targets.size() && tried.contains(target.url()); i++) {
            target = next();
        }
        tried.add(target.url());
        return target;
    }

    void close() {
        clients.close();
    }
}
