package dev.penstock.engine.plugin;

import dev.penstock.sdk.Fetcher;
import dev.penstock.sdk.Host;
import dev.penstock.sdk.Metrics;
import dev.penstock.sdk.Pool;
import dev.penstock.sdk.Scheduler;
import dev.penstock.sdk.SharedStore;
import dev.penstock.sdk.Size;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The gateway as the plugins of one jar see it. What they leave running, recurring timers, subscriptions and gauges that
 * ask, ends with the jar, and so do the services that they offer.
 */
final class JarHost implements Host, AutoCloseable {
    private final Host gateway;
    private final JarIdentity jar;
    private final Map<Class<?>, JarHost> offers;
    private final Set<Runnable> endings = ConcurrentHashMap.newKeySet();
    private final Scheduler scheduler;
    private final SharedStore store;
    private final Metrics metrics;

    /** @param offers which jar offers what, over all jars */
    JarHost(Host gateway, JarIdentity jar, Map<Class<?>, JarHost> offers) {
        this.gateway = gateway;
        this.jar = jar;
        this.offers = offers;
        this.scheduler = new JarScheduler(gateway, endings);
        this.store = new JarStore(gateway, endings);
        this.metrics = new JarMetrics(gateway, endings);
    }

    /** A later version of the same jar takes over what an earlier one offers; of two others the newcomer fails. */
    @Override
    public <T> void offer(Class<T> type, T service) {
        if (gateway.service(type).isPresent() && !offers.containsKey(type)) {
            throw taken(type, "the gateway");
        }
        JarHost owner =
                offers.merge(type, this, (earlier, now) -> earlier.jar.name().equals(jar.name()) ? now : earlier);
        if (owner != this) {
            throw taken(type, owner.jar.toString());
        }
        gateway.offer(type, service);
    }

    private static IllegalStateException taken(Class<?> type, String owner) {
        return new IllegalStateException(type.getSimpleName() + " is offered by " + owner + " already");
    }

    @Override
    public <T> Optional<T> service(Class<T> type) {
        return gateway.service(type);
    }

    @Override
    public <T> T state(String key, Class<T> type, Supplier<T> fresh) {
        return gateway.state(key, type, fresh);
    }

    @Override
    public System.Logger log() {
        return System.getLogger("plugin." + jar.name());
    }

    @Override
    public InstantSource clock() {
        return gateway.clock();
    }

    @Override
    public Scheduler scheduler() {
        return scheduler;
    }

    @Override
    public int eventLoops() {
        return gateway.eventLoops();
    }

    @Override
    public Fetcher fetcher() {
        return gateway.fetcher();
    }

    @Override
    public SharedStore store() {
        return store;
    }

    @Override
    public Pool pool(String name, int threads, int waiting) {
        return gateway.pool(name, threads, waiting);
    }

    @Override
    public Metrics metrics() {
        return metrics;
    }

    @Override
    public Size cacheMemory() {
        return gateway.cacheMemory();
    }

    /** Ends what the plugins left running. */
    @Override
    public void close() {
        endings.forEach(Runnable::run);
        endings.clear();
        offers.values().removeIf(owner -> owner == this);
    }
}
