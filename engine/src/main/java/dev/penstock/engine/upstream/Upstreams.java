package dev.penstock.engine.upstream;

import dev.penstock.sdk.Expression;
import dev.penstock.sdk.Upstream;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** All upstreams of the gateway, kept over reloads as long as their settings stay. */
public final class Upstreams {
    private final Ground ground;
    private final UpstreamListener listener;
    private final Map<UpstreamSettings, UpstreamPool> pools = new ConcurrentHashMap<>();

    public Upstreams(Ground ground, UpstreamListener listener) {
        this.ground = ground;
        this.listener = listener;
    }

    /**
     * The upstream of these settings; its pool does nothing by itself before it is {@linkplain #start started}.
     *
     * @param key what targets are chosen by, where they are chosen by a key
     */
    public Upstream get(UpstreamSettings settings, Optional<Expression<String>> key) {
        return UpstreamUse.of(pool(settings), key);
    }

    private UpstreamPool pool(UpstreamSettings settings) {
        return pools.computeIfAbsent(settings, fresh -> new UpstreamPool(fresh, ground, listener));
    }

    /** Begins to probe the targets of these and to look their names up; without effect where that has begun. */
    public void start(Collection<UpstreamSettings> used) {
        used.forEach(settings -> pool(settings).start());
    }

    /** Closes the pools of all settings but these. */
    public void retain(Set<UpstreamSettings> used) {
        pools.entrySet().removeIf(pool -> {
            boolean unused = !used.contains(pool.getKey());
            if (unused) {
                pool.getValue().close();
            }
            return unused;
        });
    }

    /** Those that were started, by name. */
    public List<UpstreamState> states() {
        return pools.values().stream()
                .filter(UpstreamPool::isStarted)
                .map(UpstreamPool::state)
                .sorted(Comparator.comparing(UpstreamState::api).thenComparing(UpstreamState::name))
                .toList();
    }

    /** Makes all targets healthy, and all budgets full, as at first. */
    public void reset() {
        pools.values().forEach(UpstreamPool::reset);
    }
}
