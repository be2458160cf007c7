package dev.penstock.sdk.testkit;

import dev.penstock.sdk.Fetcher;
import dev.penstock.sdk.Host;
import dev.penstock.sdk.Pool;
import dev.penstock.sdk.Scheduler;
import dev.penstock.sdk.SharedStore;
import dev.penstock.sdk.Size;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * A gateway whose time, timers and fetches are in the hand of the test. Its pools run work at once, on the thread that
 * asks; its store is a map of its own, until it is lost.
 */
public final class TestHost implements Host, Scheduler, Fetcher {
    /**
     * A fetch that waits for the test to answer it.
     *
     * @param answer to be completed or failed
     */
    public record Fetch(Request request, Promise<Answer> answer) {
        /** Answers it by 200 with this body and no headers. */
        public void arrives(Buffer body) {
            answer.complete(new Answer(200, MultiMap.caseInsensitiveMultiMap(), body));
        }

        /** Lets it fail, as when nobody listens there. */
        public void fails() {
            answer.fail("refused, says the test");
        }
    }

    private final List<Fetch> fetches = new CopyOnWriteArrayList<>();
    private final List<Supplier<Future<?>>> recurring = new CopyOnWriteArrayList<>();
    private final List<Runnable> waiting = new CopyOnWriteArrayList<>();
    private final Map<String, Object> state = new ConcurrentHashMap<>();
    private final Map<Class<?>, Object> services = new ConcurrentHashMap<>();
    private final TestMetrics metrics = new TestMetrics();
    private SharedStore store = new TestStore(clock());
    private Size cacheMemory = new Size(128L << 20);
    private volatile Instant now;

    /** At noon of the first day of 2026. */
    public TestHost() {
        this(Instant.parse("2026-01-01T12:00:00Z"));
    }

    /** At this time. */
    public TestHost(Instant now) {
        this.now = now;
    }

    /** Moves the clock; no timer runs by that. */
    public void advance(Duration by) {
        now = now.plus(by);
    }

    /** Sets the clock. */
    public void at(Instant instant) {
        now = instant;
    }

    /** Runs every recurring action once; one that fails fails the test. */
    public void tick() {
        for (Supplier<Future<?>> action : recurring) {
            action.get().onFailure(failure -> {
                throw new AssertionError("a recurring action failed", failure);
            });
        }
    }

    /** Runs what was to run after a while, as if that had passed. */
    public void runWaiting() {
        List<Runnable> due = new ArrayList<>(waiting);
        waiting.removeAll(due);
        due.forEach(Runnable::run);
    }

    /** How many recurring actions there are. */
    public int recurring() {
        return recurring.size();
    }

    /** The fetches so far, in the order asked. */
    public List<Fetch> fetches() {
        return fetches;
    }

    /** From now on the store is one that others share, and down. */
    public void loseStore() {
        store = new LostStore();
    }

    /** The memory that all caches of the gateway have together, in bytes; 128 MiB unless stated. */
    public TestHost cacheMemory(long bytes) {
        cacheMemory = new Size(bytes);
        return this;
    }

    @Override
    public Size cacheMemory() {
        return cacheMemory;
    }

    /** Takes another store. */
    public void store(SharedStore other) {
        store = other;
    }

    @Override
    public InstantSource clock() {
        return () -> now;
    }

    @Override
    public Scheduler scheduler() {
        return this;
    }

    @Override
    public Timer after(Duration delay, Runnable action) {
        waiting.add(action);
        return () -> waiting.remove(action);
    }

    @Override
    public Timer every(Duration interval, Supplier<Future<?>> action) {
        recurring.add(action);
        return () -> recurring.remove(action);
    }

    @Override
    public int eventLoops() {
        return 1;
    }

    @Override
    public Fetcher fetcher() {
        return this;
    }

    @Override
    public Future<Answer> fetch(Request request) {
        Promise<Answer> answer = Promise.promise();
        fetches.add(new Fetch(request, answer));
        return answer.future();
    }

    @Override
    public SharedStore store() {
        return store;
    }

    @Override
    public Pool pool(String name, int threads, int waiting) {
        return new AtOnce();
    }

    @Override
    public TestMetrics metrics() {
        return metrics;
    }

    @Override
    public <T> T state(String key, Class<T> type, Supplier<T> fresh) {
        return type.cast(state.computeIfAbsent(key, missing -> fresh.get()));
    }

    /** What a step keeps under this key, if it does. */
    public Optional<Object> state(String key) {
        return Optional.ofNullable(state.get(key));
    }

    @Override
    public <T> void offer(Class<T> type, T service) {
        services.put(type, service);
    }

    @Override
    public <T> Optional<T> service(Class<T> type) {
        return Optional.ofNullable(services.get(type)).map(type::cast);
    }

    /** A pool that is the thread that asks. */
    private static final class AtOnce implements Pool {
        @Override
        public <T> Future<T> run(Callable<T> work) {
            try {
                return Future.succeededFuture(work.call());
            } catch (Exception failure) {
                return Future.failedFuture(failure);
            }
        }
    }
}
