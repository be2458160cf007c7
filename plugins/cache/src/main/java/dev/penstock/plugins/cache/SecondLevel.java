package dev.penstock.plugins.cache;

import dev.penstock.sdk.Call;
import dev.penstock.sdk.Host;
import dev.penstock.sdk.HttpCache.Purge;
import dev.penstock.sdk.SharedStore;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
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
    private static final String CHANNEL = "penstock:cache:invalid";
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofDays(7);
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    /** Longer than any fetch. */
    private static final Duration GONE_FOR = Duration.ofMinutes(10);
    /** What the store takes, less what stands around an answer. */
    private static final int LARGEST = (1 << 20) - 1024;
    /** So many answers for each list of fields, each in the place that the values of its request lead to. */
    private static final int PLACES = 64;

    private static final int MOST_MISSING = 1000;

    private final SharedStore store;
    private final InstantSource clock;
    private final PurgeLog log;
    private final Consumer<String> invalid;
    private final Runnable unreadable;
    private final String own = UUID.randomUUID().toString();
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
        invalid = told.invalid();
        unreadable = told.unreadable();
        log = new PurgeLog(store, told.purged());
        store.subscribe(PurgeLog.CHANNEL, news -> log.catchUp());
        store.subscribe(CHANNEL, this::heard);
        host.scheduler().every(LOOK_AGAIN, this::lookAgain);
        log.catchUp();
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
        return log.catchUp().otherwiseEmpty();
    }

    /** One request's look. */
    static final class Look {
        private final String key;
        private volatile boolean outdated;

        private Look(String key) {
            this.key = key;
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
        if (!isReady() || missing.contains(key)) {
            return Future.succeededFuture(Found.NOTHING);
        }
        Position at = log.position();
        return value(call, key)
                .compose(value -> {
                    Optional<Parcel> parcel = value.flatMap(this::read);
                    Optional<Parcel.Index> index =
                            parcel.filter(Parcel.Index.class::isInstance).map(Parcel.Index.class::cast);
                    Seen seen = new Seen(true, value, index, at);
                    Future<Optional<Entry>> entry = index.isPresent()
                            ? variant(key, index.get(), 0, request, whose)
                            : Future.succeededFuture(suiting(parcel, request, whose));
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
        store.get(name(key, "")).onComplete(answer -> {
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
        return store.get(name(key, place(index.salt(), names, Variant.values(names, request))))
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
        Duration age = age(answer.timing());
        Future<?> put;
        if (names.isEmpty() && seen.index().isEmpty()) {
            put = store.compareAndSet(name(key, ""), seen.value(), parcel, age);
        } else {
            Parcel.Index index = seen.index().orElseGet(() -> new Parcel.Index(random(), List.of()));
            String place = place(index.salt(), names, answer.variant().values());
            put = store.put(name(key, place), parcel, age).compose(there -> index(key, index, names, seen));
        }
        put.onFailure(down -> LOG.log(System.Logger.Level.DEBUG, "an answer is not shared", down));
    }

    private Future<?> index(String key, Parcel.Index index, List<String> names, Seen seen) {
        return index.names().contains(names)
                ? Future.succeededFuture()
                : store.compareAndSet(
                        name(key, ""), seen.value(), index.with(names).write(), LONGEST);
    }

    /** How long it may be of use. */
    private Duration age(Timing timing) {
        Duration stale =
                timing.whileRevalidate().compareTo(timing.ifError()) > 0 ? timing.whileRevalidate() : timing.ifError();
        Duration left = Duration.between(clock.instant(), timing.freshUntil()).plus(stale);
        Duration least = left.compareTo(SHORTEST) < 0 ? SHORTEST : left;
        return least.compareTo(LONGEST) > 0 ? LONGEST : least;
    }

    /**
     * The answers to this key are invalid, for all.
     *
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
        return store.put(name(key, ""), new Parcel.Gone(random()).write(), GONE_FOR)
                .compose(there -> store.publish(CHANNEL, Buffer.buffer(own + key)))
                .onSuccess(told -> missing.remove(key))
                .otherwiseEmpty();
    }

    private void heard(Buffer message) {
        String text = message.toString(StandardCharsets.UTF_8);
        if (!text.startsWith(own) && text.length() > own.length()) {
            String key = text.substring(own.length());
            outdated(key);
            invalid.accept(key);
        }
    }

    private void outdated(String key) {
        asking.remove(key);
        for (Look look : looks) {
            look.outdated |= look.key.equals(key);
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

    private static String place(String salt, List<String> names, String values) {
        return "\n" + salt + "\n" + String.join(",", names) + "\n" + Math.floorMod(values.hashCode(), PLACES);
    }

    /** Begins with the name of the API, as the key does; of all else it tells nothing. */
    private static String name(String key, String place) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest((key + place).getBytes(StandardCharsets.UTF_8));
            String digest = Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
            return "penstock:" + key.substring(0, key.indexOf('\n')) + ":cache:" + digest;
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    private static String random() {
        return UUID.randomUUID().toString();
    }
}
