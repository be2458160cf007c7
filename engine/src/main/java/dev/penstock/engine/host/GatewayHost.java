package dev.penstock.engine.host;

import dev.penstock.engine.time.GatewayClock;
import dev.penstock.engine.time.Timers;
import dev.penstock.sdk.Fetcher;
import dev.penstock.sdk.Host;
import dev.penstock.sdk.Metrics;
import dev.penstock.sdk.Pool;
import dev.penstock.sdk.Scheduler;
import dev.penstock.sdk.SharedStore;
import dev.penstock.sdk.Size;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The gateway as steps see it: everything here lives as long as the process, over any number of reloads.
 *
 * <p>All that steps remember is in one map: dropping it ({@link #reset}) is a fresh gateway.
 */
public final class GatewayHost implements Host {
    private final GatewayClock clock;
    private final Timers timers;
    private final HttpFetcher fetcher;
    private final Metrics metrics;
    private final HostSettings settings;
    private final Map<String, VertxPool> pools = new ConcurrentHashMap<>();
    private final Map<Class<?>, Object> services = new ConcurrentHashMap<>();
    private final Map<String, Object> state = new ConcurrentHashMap<>();
    private final LocalStore local;
    private final SharedStore store;

    /** @param shared the store that gateways share; empty: this one has its own */
    public GatewayHost(
            Vertx vertx,
            GatewayClock clock,
            Timers timers,
            Metrics metrics,
            HostSettings settings,
            Optional<SharedStore> shared) {
        this.clock = clock;
        this.timers = timers;
        this.metrics = metrics;
        this.settings = settings;
        this.fetcher = new HttpFetcher(vertx);
        this.local = new LocalStore(clock, timers);
        this.store = shared.orElse(local);
    }

    @Override
    public InstantSource clock() {
        return clock;
    }

    @Override
    public Scheduler scheduler() {
        return timers;
    }

    @Override
    public int eventLoops() {
        return settings.eventLoops();
    }

    @Override
    public Fetcher fetcher() {
        return fetcher;
    }

    @Override
    public SharedStore store() {
        return store;
    }

    @Override
    public Pool pool(String name, int threads, int waiting) {
        return pools.computeIfAbsent(name, fresh -> new VertxPool(fresh, threads, waiting));
    }

    @Override
    public Metrics metrics() {
        return metrics;
    }

    @Override
    public <T> T state(String key, Class<T> type, Supplier<T> fresh) {
        Object found = state.get(key);
        // What is of another type was left by another version of a jar, which nobody can use any more.
        return type.cast(
                type.isInstance(found)
                        ? found
                        : state.compute(key, (same, now) -> type.isInstance(now) ? now : fresh.get()));
    }

    @Override
    public Size cacheMemory() {
        return settings.cacheMemory();
    }

    @Override
    public <T> void offer(Class<T> type, T service) {
        services.put(type, type.cast(service));
    }

    @Override
    public <T> Optional<T> service(Class<T> type) {
        return Optional.ofNullable(services.get(type)).map(type::cast);
    }

    /** Forgets state and services whose class is one of these, so that the classes can go. */
    public void forget(Predicate<Class<?>> owned) {
        state.values().removeIf(value -> owned.test(value.getClass()));
        services.values().removeIf(service -> owned.test(service.getClass()));
    }

    /** Forgets counts, caches, trips and keys, but for what other gateways share. */
    public void reset() {
        state.clear();
        local.clear();
    }

    public void close() {
        fetcher.close();
        pools.values().forEach(VertxPool::close);
    }
}
