package dev.penstock.engine.redis;

import dev.penstock.engine.config.Faults;
import dev.penstock.engine.config.RedisSpec;
import dev.penstock.engine.time.Ticks;
import dev.penstock.engine.tls.ClientTls;
import dev.penstock.sdk.Metrics;
import dev.penstock.sdk.Problem;
import dev.penstock.sdk.Scheduler;
import dev.penstock.sdk.SharedStore;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.redisson.api.RBucket;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.client.codec.StringCodec;

/**
 * The store on Redis or Valkey. Redisson's futures complete on its own threads; each answer is brought back to the loop
 * that asked. Nothing waits longer than {@link #PATIENCE}, and nothing at all while the {@link Circuit} is open.
 */
public final class RedisStore implements SharedStore, AutoCloseable {
    /** What is silent for so long counts as down. */
    private static final Duration PATIENCE = Duration.ofMillis(250);

    private static final Script COMPARE_AND_SET = new Script("""
            local now = redis.call('GET', KEYS[1])
            if ARGV[1] == '1' and now ~= ARGV[2] or ARGV[1] == '0' and now then
              return 0
            end
            redis.call('SET', KEYS[1], ARGV[3], 'PX', ARGV[4])
            return 1
            """);
    /** A write, which a server that is full, or a replica, refuses; nothing stays. */
    private static final Script PROBE = new Script("""
            redis.call('SET', KEYS[1], '', 'PX', 1000)
            redis.call('DEL', KEYS[1])
            return {}
            """);

    private final Vertx vertx;
    private final Scheduler scheduler;
    private final Tally tally;
    private final Circuit circuit;
    private final Dialer dialer;
    private final Scripts scripts = new Scripts();
    private final Set<Subscription> subscriptions = ConcurrentHashMap.newKeySet();

    /** Not yet dialled. Reads the files of {@code tls}: what is wrong with them {@link RedisTls#check} has told before. */
    public static RedisStore of(RedisSpec spec, Vertx vertx, Scheduler scheduler, Metrics metrics) {
        return new RedisStore(spec, RedisTls.read(spec, new Faults()), vertx, scheduler, metrics);
    }

    private RedisStore(RedisSpec spec, ClientTls tls, Vertx vertx, Scheduler scheduler, Metrics metrics) {
        this.vertx = vertx;
        this.scheduler = scheduler;
        this.tally = new Tally(metrics);
        this.circuit = new Circuit(scheduler, metrics, this::probe);
        this.dialer = new Dialer(scheduler, () -> RedissonConfig.of(spec, tls, vertx), made -> circuit.watch());
    }

    /** Begins to dial, off the event loops, and goes on until a server is there. */
    public void dial() {
        dialer.start();
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public boolean isUp() {
        return circuit.isUp();
    }

    @Override
    public Future<Optional<Buffer>> get(String key) {
        return ask("get", key, client -> bucket(client, key).getAsync())
                .map(value -> Optional.ofNullable(value).map(Buffer::buffer));
    }

    @Override
    public Future<Void> put(String key, Buffer value, Duration age) {
        return ask("put", key, client -> bucket(client, key).setAsync(value.getBytes(), age));
    }

    @Override
    public Future<Boolean> compareAndSet(String key, Optional<Buffer> expected, Buffer value, Duration age) {
        Object[] arguments = {
            bytes(expected.isPresent() ? "1" : "0"),
            expected.map(Buffer::getBytes).orElse(new byte[0]),
            value.getBytes(),
            bytes(String.valueOf(Math.max(1, age.toMillis())))
        };
        return this.<Long>ask(
                        "compare-and-set",
                        key,
                        client -> scripts.run(
                                client,
                                ByteArrayCodec.INSTANCE,
                                COMPARE_AND_SET,
                                RScript.ReturnType.LONG,
                                key,
                                arguments))
                .map(set -> set == 1);
    }

    @Override
    public Future<Void> delete(String key) {
        return ask("delete", key, client -> bucket(client, key).deleteAsync()).mapEmpty();
    }

    @Override
    public Future<List<String>> run(Script script, String key, List<String> arguments) {
        return ask("run", key, client -> run(client, script, key, arguments));
    }

    @Override
    public Future<Void> publish(String channel, Buffer message) {
        return ask(
                        "publish",
                        channel,
                        client -> client.getTopic(channel, ByteArrayCodec.INSTANCE)
                                .publishAsync(message.getBytes()))
                .mapEmpty();
    }

    @Override
    public Runnable subscribe(String channel, Consumer<Buffer> listener) {
        Subscription subscription = new Subscription(channel, vertx.getOrCreateContext(), listener);
        subscriptions.add(subscription);
        dialer.client().ifPresent(subscription::attach);
        return () -> {
            subscriptions.remove(subscription);
            dialer.client().ifPresentOrElse(subscription::end, subscription::end);
        };
    }

    @Override
    public void close() {
        circuit.close();
        dialer.close();
    }

    private Future<?> probe(String key) {
        // The same slot of a cluster.
        String beside = key.isEmpty() ? "penstock:probe" : "penstock:probe:{" + key.replaceAll("[{}]", "") + "}";
        return dialer.client()
                .map(client -> {
                    subscriptions.forEach(waiting -> waiting.attach(client));
                    return answer("probe", key, () -> run(client, PROBE, beside, List.of()));
                })
                .orElseGet(() -> Future.failedFuture(down()));
    }

    private <T> Future<T> ask(String operation, String key, Function<RedissonClient, CompletionStage<T>> question) {
        Optional<RedissonClient> client = dialer.client();
        if (!circuit.isUp() || client.isEmpty()) {
            tally.add(operation, Tally.Outcome.DOWN, 0);
            return Future.failedFuture(down());
        }
        return answer(operation, key, () -> question.apply(client.get()));
    }

    private <T> Future<T> answer(String operation, String key, Supplier<CompletionStage<T>> question) {
        long begun = Ticks.now();
        Context asked = Vertx.currentContext();
        Promise<T> promise = Promise.promise();
        CompletableFuture<T> answer = asked(question);
        Scheduler.Timer silence = scheduler.after(PATIENCE, () -> {
            // An answer that is on its way to a busy loop is one.
            if (!answer.isDone()) {
                circuit.silent(key, begun);
                promise.tryFail(down());
                tally.add(operation, Tally.Outcome.SILENT, Ticks.millisSince(begun));
            }
        });
        Future.fromCompletionStage(answer).onComplete(told -> {
            if (told.succeeded()) {
                circuit.answered();
            }
            on(asked, () -> {
                silence.cancel();
                if (promise.future().isComplete()) {
                    return;
                }
                // First of all, so that who hears of a failure finds the store down.
                if (told.failed()) {
                    circuit.fail(key, Reason.of(told.cause()));
                }
                tally.add(
                        operation,
                        told.succeeded() ? Tally.Outcome.OK : Tally.Outcome.FAILED,
                        Ticks.millisSince(begun));
                if (told.succeeded()) {
                    promise.tryComplete(told.result());
                } else {
                    promise.tryFail(down());
                }
            });
        });
        return promise.future();
    }

    private static <T> CompletableFuture<T> asked(Supplier<CompletionStage<T>> question) {
        try {
            return question.get().toCompletableFuture();
        } catch (RuntimeException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    private static void on(Context loop, Runnable action) {
        if (loop == null) {
            action.run();
        } else {
            loop.runOnContext(there -> action.run());
        }
    }

    private CompletionStage<List<String>> run(
            RedissonClient client, Script script, String key, List<String> arguments) {
        return scripts.run(client, StringCodec.INSTANCE, script, RScript.ReturnType.LIST, key, arguments.toArray());
    }

    private static RBucket<byte[]> bucket(RedissonClient client, String key) {
        return client.getBucket(key, ByteArrayCodec.INSTANCE);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static Problem down() {
        return Problem.of(Problem.Kind.UNAVAILABLE, "the shared store cannot be reached");
    }
}
