package dev.penstock.plugins.auth.jwt;

import dev.penstock.engine.host.LocalStore;
import dev.penstock.sdk.Fetcher;
import dev.penstock.sdk.Host;
import dev.penstock.sdk.Metrics;
import dev.penstock.sdk.Pool;
import dev.penstock.sdk.Scheduler;
import dev.penstock.sdk.SharedStore;
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

/** A host whose time and fetches are in the hand of the test. */
final class HandHost implements Host, Scheduler, Fetcher {
    /** Fetches that wait for the test to answer them, in the order asked. */
    final List<Promise<Buffer>> fetches = new CopyOnWriteArrayList<>();

    SharedStore store = new LocalStore(clock(), new NoTimers());
    final List<Supplier<Future<?>>> recurring = new ArrayList<>();
    private final List<Runnable> soon = new ArrayList<>();
    private final Map<String, Object> state = new ConcurrentHashMap<>();
    private volatile Instant now = Instant.parse("2026-03-01T12:00:00Z");

    void advance(Duration by) {
        now = now.plus(by);
    }

    /** Runs what was to run after a while. */
    void runSoon() {
        List<Runnable> due = List.copyOf(soon);
        soon.clear();
        due.forEach(Runnable::run);
    }

    /** Runs each recurring action once. */
    void tick() {
        for (Supplier<Future<?>> action : List.copyOf(recurring)) {
            action.get().onFailure(failure -> {
                throw new AssertionError(failure);
            });
        }
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
        soon.add(action);
        return () -> soon.remove(action);
    }

    @Override
    public Timer every(Duration interval, Supplier<Future<?>> action) {
        recurring.add(action);
        return () -> recurring.remove(action);
    }

    @Override
    public Fetcher fetcher() {
        return this;
    }

    @Override
    public Future<Answer> fetch(Request request) {
        Promise<Buffer> answer = Promise.promise();
        fetches.add(answer);
        return answer.future().map(body -> new Answer(200, MultiMap.caseInsensitiveMultiMap(), body));
    }

    @Override
    public <T> T state(String key, Class<T> type, Supplier<T> fresh) {
        return type.cast(state.computeIfAbsent(key, absent -> fresh.get()));
    }

    @Override
    public SharedStore store() {
        return store;
    }

    /** Runs at once. */
    @Override
    public Pool pool(String name, int threads, int waiting) {
        return new Pool() {
            @Override
            public <T> Future<T> run(Callable<T> work) {
                return Future.succeededFuture().map(start -> called(work));
            }
        };
    }

    private static <T> T called(Callable<T> work) {
        try {
            return work.call();
        } catch (RuntimeException failed) {
            throw failed;
        } catch (Exception checked) {
            throw new IllegalStateException(checked);
        }
    }

    @Override
    public Metrics metrics() {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> void offer(Class<T> type, T service) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> Optional<T> service(Class<T> type) {
        return Optional.empty();
    }

    private static final class NoTimers implements Scheduler {
        @Override
        public Timer after(Duration delay, Runnable action) {
            return () -> {};
        }

        @Override
        public Timer every(Duration interval, Supplier<Future<?>> action) {
            return () -> {};
        }
    }
}
