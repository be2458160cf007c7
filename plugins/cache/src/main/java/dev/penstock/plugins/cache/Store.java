package dev.penstock.plugins.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import dev.penstock.sdk.Call;
import dev.penstock.sdk.Host;
import dev.penstock.sdk.HttpCache.Purge;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * Everything that all cache steps of a gateway remember, on all loops: it outlives reloads. Bounded in bytes alone: no
 * entry is dropped for its age, which the gateway's clock decides when it is looked up.
 *
 * <p>Where gateways share a store there is a {@link SecondLevel} behind it: what is not here, or not fresh, is looked for
 * there before it is fetched, and what was fetched is put there too.
 */
final class Store {
    /** For so long requests of a key whose answer could not be shared do not wait for one another. */
    private static final Duration APART = Duration.ofSeconds(10);

    /** For so long nothing is fetched behind an answer whose last fetch failed. */
    private static final Duration FAILED = Duration.ofSeconds(2);

    private final Cache<String, Resource> resources;
    private final Pauses apart = new Pauses(APART);
    private final ConcurrentMap<String, Fetch> fetches = new ConcurrentHashMap<>();

    /** Those that nobody else may join. */
    private final Set<Fetch> lone = ConcurrentHashMap.newKeySet();

    private final Pauses pauses = new Pauses(FAILED);
    private final Marks marks = new Marks();
    private final InstantSource clock;
    private final Figures figures;
    private final Sweeper sweeper;
    private final Optional<SecondLevel> second;
    private final Owned owned;

    /** The one of this gateway. */
    static Store of(Host host) {
        return host.state("cache:store", Store.class, () -> new Store(host));
    }

    private Store(Host host) {
        clock = host.clock();
        figures = new Figures(host.metrics());
        // Maintenance on the caller's thread: it is short, and a pool of its own would outlive the gateway.
        resources = Caffeine.newBuilder()
                .maximumWeight(host.cacheMemory().bytes())
                .weigher((String key, Resource resource) -> weight(key, resource))
                .executor(Runnable::run)
                .evictionListener((String key, Resource resource, RemovalCause cause) -> figures.evicted())
                .removalListener((String key, Resource resource, RemovalCause cause) -> removed(key))
                .build();
        owned = new Owned(resources.asMap()::containsKey);
        figures.watch(resources);
        sweeper = new Sweeper(host.pool("cache", 1), this::sweep);
        second = host.store().isShared()
                ? Optional.of(new SecondLevel(host, new SecondLevel.Told(this::drop, this::apply, figures::unreadable)))
                : Optional.empty();
    }

    private static int weight(String key, Resource resource) {
        long listed = CacheKey.isOwned(key) ? key.length() + Owned.OVERHEAD : 0;
        return (int) Math.min(Integer.MAX_VALUE, listed + key.length() + resource.weight());
    }

    private void removed(String key) {
        owned.removed(key);
    }

    Optional<Resource> find(String key) {
        return Optional.ofNullable(resources.getIfPresent(key));
    }

    /** What stands in the place of this entry now: itself, or what it was renewed, replaced or made stale by. */
    Optional<Entry> standing(String key, Entry entry) {
        return find(key).flatMap(resource -> resource.like(entry));
    }

    /** Whether there is more than what is here. */
    boolean hasSecondLevel() {
        return second.isPresent() && second.get().isReady();
    }

    /**
     * Brings here what other gateways have for this request, if nothing that will do is here.
     *
     * @return on the call's loop, what stands there; never fails
     */
    Future<Seen> look(Call call, CacheStep.Target target, MultiMap request, Predicate<Entry> willDo) {
        String key = target.key();
        if (!hasSecondLevel()
                || isApart(Miss.id(target, List.of(), request), clock.instant())
                || find(key)
                        .flatMap(stored -> stored.find(request, target.whose()))
                        .filter(willDo)
                        .isPresent()) {
            return Future.succeededFuture(Seen.NOTHING);
        }
        SecondLevel level = second.orElseThrow();
        SecondLevel.Look look = level.begin(key);
        long purges = marks.number();
        return level.find(call, look, request, target.whose()).map(found -> {
            found.entry().ifPresent(entry -> keep(key, entry, purges, Resource::withLate));
            if (look.isOutdated()) {
                found.entry().ifPresent(entry -> drop(key, entry));
            }
            level.end(look);
            return found.seen();
        });
    }

    /** For a fetch that begins now. */
    Ticket ticket(Labels labels, Seen seen) {
        return new Ticket(labels, marks.number(), seen);
    }

    /** Stores an answer, here and for other gateways, unless it was purged while it was fetched. */
    void put(String key, Entry entry, Ticket ticket) {
        if (keep(key, entry, ticket.purges(), Resource::with)) {
            second.ifPresent(level -> level.put(key, entry, ticket.seen()));
        }
    }

    /** A purge that comes meanwhile finds the entry here, or is found after it was put. */
    private boolean keep(String key, Entry entry, long purges, BiFunction<Resource, Entry, Resource> with) {
        if (marks.haveMet(entry, purges)) {
            return false;
        }
        resources.asMap().compute(key, (same, old) -> old == null ? entry : with.apply(old, entry));
        owned.stored(key);
        if (marks.haveMet(entry, purges)) {
            drop(key, entry);
            return false;
        }
        return true;
    }

    /** Drops this entry, which turned out to hold no more, if it is the stored one yet. */
    void remove(String key, Entry entry) {
        drop(key, entry);
        second.ifPresent(level -> level.remove(key, entry));
    }

    private void drop(String key, Entry entry) {
        resources.asMap().computeIfPresent(key, (same, old) -> orNone(old.without(entry)));
    }

    /** Puts one entry in the place of another, if that is the stored one yet. */
    void replace(String key, Entry entry, Entry by) {
        resources.asMap().computeIfPresent(key, (same, old) -> old.with(entry, by));
    }

    private static Resource orNone(Resource left) {
        return left.variants().isEmpty() ? null : left;
    }

    /**
     * Drops all answers to this key, and the copies that people have of their own; what is being fetched is neither stored
     * nor given to whoever comes from now on.
     *
     * @param key of the copy of all
     * @return done once no gateway finds them in the shared store any more, or at once where that is down
     */
    Future<Void> invalidate(String key) {
        drop(key);
        return second.map(level -> level.invalidate(key)).orElseGet(Future::succeededFuture);
    }

    private void drop(String key) {
        fetches.forEach((id, fetch) -> {
            if (fetch.isOf(key)) {
                forget(id, fetch);
            }
        });
        lone.stream().filter(fetch -> fetch.isOf(key)).forEach(Fetch::outdated);
        resources.invalidate(key);
        owned.of(key).forEach(resources::invalidate);
    }

    private void forget(String id, Fetch fetch) {
        fetch.outdated();
        fetches.remove(id, fetch);
    }

    /** How many answers it met here. */
    Future<Long> purge(Purge purge) {
        Mark mark = second.map(level -> level.mark(purge)).orElseGet(() -> new Mark("", purge));
        // Before anything here: what is shared is not looked at from now on until all of it is known to be purged.
        Future<Void> others = second.map(level -> level.purge(mark)).orElseGet(Future::succeededFuture);
        Future<Long> here = apply(mark);
        return others.transform(told -> here);
    }

    private Future<Long> apply(Mark mark) {
        marks.add(mark);
        fetches.forEach((id, fetch) -> {
            if (mark.mayMeet(fetch.labels())) {
                forget(id, fetch);
            }
        });
        lone.stream().filter(fetch -> mark.mayMeet(fetch.labels())).forEach(Fetch::outdated);
        return sweeper.sweep(mark).onSuccess(figures::purged);
    }

    private long sweep(Mark mark) {
        long met = 0;
        Instant now = clock.instant();
        for (Map.Entry<String, Resource> stored : resources.asMap().entrySet()) {
            long some = stored.getValue().met(mark);
            if (some > 0) {
                met += some;
                resources.asMap().computeIfPresent(stored.getKey(), (key, old) -> orNone(old.after(mark, now)));
            }
        }
        return met;
    }

    /** Which answers are not renewed behind for a while. */
    Pauses pauses() {
        return pauses;
    }

    /** The fetch that is under way under this id; empty when it is now this one. */
    Optional<Fetch> begin(String id, Fetch fetch) {
        return Optional.ofNullable(fetches.putIfAbsent(id, fetch));
    }

    /** One that nobody else finds, but for who makes it outdated. */
    void begin(Fetch fetch) {
        lone.add(fetch);
    }

    /** @param id empty: it began as one that nobody else finds */
    void end(Optional<String> id, Fetch fetch) {
        id.ifPresentOrElse(known -> fetches.remove(known, fetch), () -> lone.remove(fetch));
    }

    /** Remembers that the answers to this key were not to be shared of late. */
    void keepApart(String key, Instant now) {
        apart.begin(key, now);
    }

    /** Forgets that they were not. */
    void keepTogether(String key) {
        apart.end(key);
    }

    boolean isApart(String key, Instant now) {
        return apart.isOn(key, now);
    }
}
