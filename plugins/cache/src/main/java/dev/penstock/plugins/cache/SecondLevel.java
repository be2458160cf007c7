package dev.penstock.plugins.cache;

import dev.penstock.sdk.Call;
import dev.penstock.sdk.Host;
import dev.penstock.sdk.HttpCache.Purge;
import dev.penstock.sdk.SharedStore;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;

/**
 * The answers that gateways share. Each key of the cache is one key here, with its answer, or with an {@link Parcel.Index
 * index} of further keys where the answers vary.
 *
 * <p>What is written replaces only what was {@linkplain Seen seen} before the answer was asked for. An unsafe method
 * leaves a {@linkplain Parcel.Gone mark} in the place of the answer, so that no fetch that began before it finds what it
 * saw; other gateways hear of it to drop their own copies. Purges are {@link PurgeLog}'s. Nothing here is waited for
 * while the store is down.
 */
final class SecondLevel {
    private static final System.Logger LOG = System.getLogger(SecondLevel.class.getName());
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofDays(7);
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    /** Longer than any fetch. */
    private static final Duration GONE_FOR = Duration.ofMinutes(10);
    /** What the store takes, less what stands around an answer. */
    private static final int LARGEST = (1 << 20) - 1024;

    private static final int MOST_MISSING = 1000;

    private final SharedStore store;
    private final InstantSource clock;
    private final PurgeLog log;
    private final InvalidLog invalid;
    private final Consumer<String> drop;
    private final Runnable unreadable;
    private final ConcurrentMap<String, Future<Optional<Buffer>>> asking = new ConcurrentHashMap<>();
    private final Set<Look> looks = ConcurrentHashMap.newKeySet();
    private final Set<String> missing = ConcurrentHashMap.newKeySet();

    /**
     * What it tells the store of this gateway.
     *
     * @param invalid a key whose answers are to be dropped
     * @param purged what others purged
     * @param unreadable an answer was ignored that cannot be read
     */
    record Told(Consumer<String> invalid, Consumer<Mark> purged, Runnable unreadable) {}

    SecondLevel(Host host, Told told) {
        store = host.store();
        clock = host.clock();
        drop = told.invalid();
        unreadable = told.unreadable();
        log = new PurgeLog(store, told.purged());
        invalid = new InvalidLog(
                store, new InvalidLog.Told(this::heard, () -> told.purged().accept(Mark.all("", true))));
        store.subscribe(PurgeLog.CHANNEL, news -> log.catchUp());
        store.subscribe(InvalidLog.CHANNEL, news -> invalid.catchUp());
        host.scheduler().every(LOOK_AGAIN, this::lookAgain);
        log.catchUp();
        invalid.catchUp();
    }

    /** Whether it may be asked. */
    boolean isReady() {
        return log.isCurrent();
    }

    private Future<?> lookAgain() {
        if (!store.isUp()) {
            log.lost();
            return Future.succeededFuture();
        }
        for (String key : missing) {
            invalidate(key);
        }
        return Future.join(log.catchUp(), invalid.catchUp()).otherwiseEmpty();
    }

    /** One request's look. */
    static final class Look {
        private final String key;
        private final String all;
        private volatile boolean outdated;

        private Look(String key) {
            this.key = key;
            this.all = CacheKey.ofAll(key);
        }

        /** Whether what it finds was made invalid since it began. */
        boolean isOutdated() {
            return outdated;
        }
    }

    /** What was found for a request. */
    record Found(Seen seen, Optional<Entry> entry) {
        static final Found NOTHING = new Found(Seen.NOTHING, Optional.empty());
    }

    /** Begins a look, which its owner {@linkplain #end ends}. */
    Look begin(String key) {
        Look look = new Look(key);
        looks.add(look);
        return look;
    }

    void end(Look look) {
        looks.remove(look);
    }

    /** Looks for an answer to this request; completes on the call's loop, and never fails. */
    Future<Found> find(Call call, Look look, MultiMap request, Whose whose) {
        String key = look.key;
        if (!isReady() || missing.contains(look.all)) {
            return Future.succeededFuture(Found.NOTHING);
        }
        Position at = log.position();
        return value(call, look.all)
                .compose(value -> {
                    Optional<Parcel> parcel = value.flatMap(this::read);
                    Optional<Parcel.Index> index =
                            parcel.filter(Parcel.Index.class::isInstance).map(Parcel.Index.class::cast);
                    Seen seen = new Seen(true, value, index, at);
                    Future<Optional<Entry>> entry = index.isPresent()
                            ? variant(key, index.get(), 0, request, whose)
                            : Future.succeededFuture(
                                    CacheKey.isOwned(key) ? Optional.empty() : suiting(parcel, request, whose));
                    return entry.map(found -> new Found(seen, found));
                })
                .map(found -> look.outdated ? Found.NOTHING : found)
                .otherwise(down -> Found.NOTHING);
    }

    /** One question for all who ask at the same time. */
    private Future<Optional<Buffer>> value(Call call, String key) {
        Promise<Optional<Buffer>> promise = Promise.promise();
        Future<Optional<Buffer>> mine = promise.future();
        Future<Optional<Buffer>> others = asking.putIfAbsent(key, mine);
        if (others != null) {
            return call.onLoop(others);
        }
        store.get(SharedKeys.root(key)).onComplete(answer -> {
            asking.remove(key, mine);
            promise.handle(answer);
        });
        return mine;
    }

    private Future<Optional<Entry>> variant(String key, Parcel.Index index, int from, MultiMap request, Whose whose) {
        if (from == index.names().size()) {
            return Future.succeededFuture(Optional.empty());
        }
        List<String> names = index.names().get(from);
        return store.get(SharedKeys.variant(key, index.salt(), names, Variant.values(names, request)))
                .compose(value -> {
                    Optional<Entry> found = suiting(value.flatMap(this::read), request, whose);
                    return found.isPresent()
                            ? Future.succeededFuture(found)
                            : variant(key, index, from + 1, request, whose);
                });
    }

    private Optional<Parcel> read(Buffer value) {
        Optional<Parcel> parcel = Parcel.read(value);
        if (parcel.isEmpty()) {
            unreadable.run();
        }
        return parcel;
    }

    private Optional<Entry> suiting(Optional<Parcel> parcel, MultiMap request, Whose whose) {
        return parcel.filter(Parcel.Stored.class::isInstance)
                .map(Parcel.Stored.class::cast)
                .filter(stored -> stored.entry().suits(request, whose))
                .flatMap(stored -> log.after(stored, clock.instant()));
    }

    /** Gives an answer to the others, where it suits; nobody waits for it. */
    void put(String key, Entry entry, Seen seen) {
        if (!seen.asked() || !isReady() || entry.weight() > LARGEST) {
            return;
        }
        Answer answer = entry.answer();
        List<String> names = answer.variant().names();
        Buffer parcel = new Parcel.Stored(seen.at(), entry).write();
        Duration age = kept(answer.timing().useful(clock.instant()));
        Future<?> put;
        if (names.isEmpty() && seen.index().isEmpty() && !CacheKey.isOwned(key)) {
            put = store.compareAndSet(SharedKeys.root(key), seen.value(), parcel, age);
        } else {
            Parcel.Index index = seen.index().orElseGet(() -> new Parcel.Index(random(), List.of()));
            String place = SharedKeys.variant(
                    key, index.salt(), names, answer.variant().values());
            put = store.put(place, parcel, age).compose(there -> index(key, index, names, seen));
        }
        put.onFailure(down -> LOG.log(System.Logger.Level.DEBUG, "an answer is not shared", down));
    }

    private Future<?> index(String key, Parcel.Index index, List<String> names, Seen seen) {
        return index.names().contains(names)
                ? Future.succeededFuture()
                : store.compareAndSet(
                        SharedKeys.root(key), seen.value(), index.with(names).write(), LONGEST);
    }

    private static Duration kept(Duration useful) {
        Duration least = useful.compareTo(SHORTEST) < 0 ? SHORTEST : useful;
        return least.compareTo(LONGEST) > 0 ? LONGEST : least;
    }

    /**
     * The answers to this key are invalid, for all, and so are the copies that people have of their own.
     *
     * @param key of the copy of all
     * @return never fails; where the store is down it is told later, and not asked for this key until then
     */
    Future<Void> invalidate(String key) {
        outdated(key);
        if (missing.size() >= MOST_MISSING && !missing.contains(key)) {
            // More than can be told one by one.
            String api = key.substring(0, key.indexOf('\n'));
            return purge(log.mark(
                            new Purge(Optional.of(api), Optional.empty(), Optional.empty(), Optional.empty(), false)))
                    .otherwiseEmpty();
        }
        missing.add(key);
        return store.put(SharedKeys.root(key), new Parcel.Gone(random()).write(), GONE_FOR)
                .compose(there -> invalid.append(key))
                .onSuccess(told -> missing.remove(key))
                .otherwiseEmpty();
    }

    private void heard(String key) {
        outdated(key);
        drop.accept(key);
    }

    /** This very answer holds no more; nobody waits for it, and what other gateways have in their memory stays. */
    void remove(String key, Entry entry) {
        if (!isReady()) {
            return;
        }
        Variant variant = entry.answer().variant();
        String root = SharedKeys.root(key);
        store.get(root)
                .compose(value -> {
                    Optional<Parcel> parcel = value.flatMap(Parcel::read);
                    if (parcel.isPresent() && parcel.get() instanceof Parcel.Index index) {
                        return store.delete(SharedKeys.variant(key, index.salt(), variant.names(), variant.values()));
                    }
                    boolean same = parcel.isPresent()
                            && parcel.get() instanceof Parcel.Stored stored
                            && !entry.isOlderThan(stored.entry());
                    return same
                            ? store.compareAndSet(root, value, new Parcel.Gone(random()).write(), GONE_FOR)
                                    .<Void>mapEmpty()
                            : Future.succeededFuture();
                })
                .onFailure(down -> LOG.log(System.Logger.Level.DEBUG, "an answer is not removed", down));
    }

    private void outdated(String key) {
        asking.remove(key);
        for (Look look : looks) {
            look.outdated |= look.all.equals(key);
        }
    }

    /** A mark for {@link #purge}. */
    Mark mark(Purge purge) {
        return log.mark(purge);
    }

    /** Tells all of a purge; fails while the store is down: it is told when it is there again. */
    Future<Void> purge(Mark mark) {
        return log.append(mark);
    }

    private static String random() {
        return UUID.randomUUID().toString();
    }
}
