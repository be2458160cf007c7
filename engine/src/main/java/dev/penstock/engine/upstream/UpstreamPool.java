package dev.penstock.engine.upstream;

import dev.penstock.engine.call.CallState;
import dev.penstock.engine.call.SentTo;
import dev.penstock.engine.upstream.retry.Budget;
import dev.penstock.sdk.Body;
import dev.penstock.sdk.Outbound;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** An upstream: its targets, taken in turn, and a client on each loop. */
final class UpstreamPool {
    private final UpstreamSettings settings;
    private final Upstreams.Clients clients;
    private final UpstreamListener listener;
    private final List<Target> targets;
    private final AtomicInteger turn = new AtomicInteger();
    private final Budget budget;

    UpstreamPool(UpstreamSettings settings, Upstreams.Clients clients, InstantSource clock, UpstreamListener listener) {
        this.settings = settings;
        this.budget = new Budget(clock, settings.retry().budget());
        this.clients = clients;
        this.listener = listener;
        this.targets = settings.targets().stream()
                .map(url -> new Target(url, settings.maxConnections()))
                .toList();
    }

    UpstreamSettings settings() {
        return settings;
    }

    /** How many requests may be sent again. */
    Budget budget() {
        return budget;
    }

    /** A request was sent again. */
    void retried() {
        listener.retried(settings);
    }

    /**
     * One request to the target whose turn it is.
     *
     * @param tried the targets that are no use any more, while there are others; gets the one that is taken
     */
    Attempt attempt(CallState call, Outbound request, Body content, Set<Object> tried) {
        Target target = untried(tried);
        return new Attempt(
                call,
                request,
                content,
                target,
                settings.idle(),
                clients.of(call.loop().index()),
                (outcome, millis) -> {
                    call.passage().sentTo(new SentTo(settings.name(), millis));
                    listener.sent(settings, target.authority(), outcome, millis);
                });
    }

    /** Whether there is a target that was not tried. */
    boolean hasUntried(Set<Object> tried) {
        return targets.stream().anyMatch(target -> !tried.contains(target.url()));
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
