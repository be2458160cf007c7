package dev.penstock.suites.redis;

import static dev.penstock.suites.redis.Stores.BACK;
import static dev.penstock.suites.redis.Stores.get;
import static dev.penstock.suites.redis.Stores.isUp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.engine.redis.RedisStore;
import dev.penstock.sdk.Problem;
import dev.penstock.sdk.SharedStore.Script;
import dev.penstock.suites.Soon;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store on a real Redis. */
class RedisStoreTest {
    /** What is silent for 250 ms is down; the rest is what a busy machine adds. */
    private static final Duration SOON = Duration.ofMillis(600);

    private static final Duration AGE = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private final List<RedisProcess> started = new ArrayList<>();
    private Stores stores;

    @BeforeEach
    void open() {
        stores = new Stores(folder);
    }

    @AfterEach
    void close() {
        stores.close();
        started.forEach(RedisProcess::close);
    }

    private RedisProcess redis(String... options) {
        RedisProcess redis = RedisProcess.start(options);
        started.add(redis);
        return redis;
    }

    private static long failsAfter(Supplier<Future<?>> question) {
        long begun = System.nanoTime();
        assertThatThrownBy(() -> question.get().await(5, TimeUnit.SECONDS))
                .isInstanceOfSatisfying(
                        Problem.class, down -> assertThat(down.kind()).isEqualTo(Problem.Kind.UNAVAILABLE));
        return (System.nanoTime() - begun) / 1_000_000;
    }

    @Test
    void whatOneWritesTheOtherReads() throws IOException {
        RedisProcess redis = redis();
        RedisStore one = stores.up(redis);
        RedisStore other = stores.up(redis);
        assertThat(get(other.get("penstock:a:k"))).isEmpty();
        get(one.put("penstock:a:k", Buffer.buffer(new byte[] {0, (byte) 0xFF, 1}), AGE));
        assertThat(get(other.get("penstock:a:k"))).contains(Buffer.buffer(new byte[] {0, (byte) 0xFF, 1}));
        assertThat((Long) redis.say("PTTL", "penstock:a:k")).isBetween(50_000L, 60_000L);
        get(other.delete("penstock:a:k"));
        assertThat(get(one.get("penstock:a:k"))).isEmpty();
    }

    @Test
    void itIsSetOnlyIfItStillIsWhatWasRead() throws IOException {
        RedisProcess redis = redis();
        RedisStore store = stores.up(redis);
        Buffer a = Buffer.buffer("a");
        Buffer b = Buffer.buffer(new byte[] {(byte) 0x80, 0});
        assertThat(get(store.compareAndSet("penstock:a:c", Optional.of(a), b, AGE)))
                .isFalse();
        assertThat(get(store.compareAndSet("penstock:a:c", Optional.empty(), a, AGE)))
                .isTrue();
        assertThat(get(store.compareAndSet("penstock:a:c", Optional.empty(), b, AGE)))
                .isFalse();
        assertThat(get(store.compareAndSet("penstock:a:c", Optional.of(b), b, AGE)))
                .isFalse();
        assertThat(get(store.compareAndSet("penstock:a:c", Optional.of(a), b, AGE)))
                .isTrue();
        assertThat(get(store.get("penstock:a:c"))).contains(b);
        assertThat((Long) redis.say("PTTL", "penstock:a:c")).isPositive();
    }

    @Test
    void aScriptThatTheServerForgotIsSentAgain() throws IOException {
        RedisProcess redis = redis();
        RedisStore store = stores.up(redis);
        Script script = new Script("return {KEYS[1], ARGV[1], ARGV[2]}");
        assertThat(get(store.run(script, "k", List.of("1", "\u00fc")))).containsExactly("k", "1", "\u00fc");
        redis.say("SCRIPT", "FLUSH");
        assertThat(get(store.run(script, "k", List.of("1", "2")))).containsExactly("k", "1", "2");
        assertThat(store.isUp()).isTrue();
    }

    @Test
    void messagesReachAllWhoListenAlsoAfterARestart() throws Exception {
        RedisProcess redis = redis();
        RedisStore one = stores.up(redis);
        RedisStore other = stores.up(redis);
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        Runnable end = other.subscribe(
                "penstock:a:news", message -> heard.add(message + " on a loop: " + Context.isOnEventLoopThread()));
        assertThat(hears(one, heard)).isEqualTo("x on a loop: true");
        redis.kill();
        isUp(one, false);
        redis.begin();
        isUp(one, true);
        heard.clear();
        assertThat(hears(one, heard)).isEqualTo("x on a loop: true");
        end.run();
        assertThat(Soon.until(
                        BACK,
                        () -> redis.say("PUBSUB", "NUMSUB", "penstock:a:news"),
                        all -> all.equals(List.of("penstock:a:news", 0L))))
                .isEqualTo(List.of("penstock:a:news", 0L));
    }

    /** Says it until it is heard: who subscribes is heard of some time later. */
    private static String hears(RedisStore store, BlockingQueue<String> heard) {
        return Soon.until(
                BACK,
                () -> {
                    get(store.publish("penstock:a:news", Buffer.buffer("x")));
                    String next = heard.poll();
                    return next == null ? "" : next;
                },
                said -> !said.isEmpty());
    }

    @Test
    void answersComeBackToTheLoopThatAsked() throws IOException {
        RedisStore store = stores.up(redis());
        Promise<Boolean> same = Promise.promise();
        Context loop = stores.vertx().getOrCreateContext();
        loop.runOnContext(on -> store.get("penstock:a:k")
                .onComplete(answer -> same.complete(Vertx.currentContext() == loop && Context.isOnEventLoopThread())));
        assertThat(get(same.future())).isTrue();
    }

    @Test
    void aKilledStoreIsNoticedSparedAndFoundAgain() throws IOException {
        RedisProcess redis = redis();
        RedisStore store = stores.up(redis);
        redis.kill();
        assertThat(failsAfter(() -> store.get("penstock:a:k"))).isLessThan(SOON.toMillis());
        assertThat(store.isUp()).isFalse();
        assertThat(failsAfter(() -> store.get("penstock:a:k"))).isLessThan(50);
        assertThat(stores.metrics()).contains("penstock_store_up 0.0");
        redis.begin();
        isUp(store, true);
        assertThat(get(store.get("penstock:a:k"))).isEmpty();
        assertThat(stores.metrics())
                .contains("penstock_store_up 1.0")
                .contains("penstock_store_operations_total{operation=\"get\",outcome=\"down\",} 1.0");
    }

    @Test
    void aFrozenStoreIsNoticedSparedAndFoundAgain() throws IOException {
        RedisProcess redis = redis();
        RedisStore store = stores.up(redis);
        get(store.get("penstock:a:k"));
        redis.freeze();
        List<Future<?>> together = new ArrayList<>();
        long begun = System.nanoTime();
        for (int i = 0; i < 200; i++) {
            together.add(store.get("penstock:a:" + i));
        }
        assertThatThrownBy(() -> Future.join(together).await(5, TimeUnit.SECONDS))
                .isInstanceOf(Problem.class);
        assertThat((System.nanoTime() - begun) / 1_000_000).isBetween(240L, SOON.toMillis());
        assertThat(store.isUp()).isFalse();
        assertThat(failsAfter(() -> store.get("penstock:a:k"))).isLessThan(50);
        redis.thaw();
        isUp(store, true);
        assertThat(get(store.get("penstock:a:k"))).isEmpty();
    }

    @Test
    void aStoreThatRefusesWritesIsDown() throws IOException {
        RedisProcess redis = redis();
        RedisStore store = stores.up(redis);
        redis.say("CONFIG", "SET", "maxmemory", "1");
        assertThat(failsAfter(() -> store.put("penstock:a:k", Buffer.buffer("x"), AGE)))
                .isLessThan(SOON.toMillis());
        assertThat(store.isUp()).isFalse();
        redis.say("CONFIG", "SET", "maxmemory", "0");
        isUp(store, true);
        assertThat(redis.keys()).isEmpty();
    }

    @Test
    void itIsDialledUntilItIsThere() throws IOException {
        RedisProcess redis = RedisProcess.unstarted();
        started.add(redis);
        RedisStore store = stores.dialled("{url: \"" + redis.url() + "\"}");
        assertThat(failsAfter(() -> store.get("penstock:a:k"))).isLessThan(50);
        assertThat(store.isShared()).isTrue();
        redis.begin();
        isUp(store, true);
        assertThat(get(store.get("penstock:a:k"))).isEmpty();
    }

    @Test
    void itSaysWhoItIsAndNeverThePassword() throws IOException {
        RedisProcess redis =
                redis("--requirepass", "s3cret", "--user", "gate", "on", ">pa55", "~penstock:*", "&*", "+@all");
        RedisStore named = stores.dialled("{url: \"" + redis.url() + "/3\", user: gate, password: pa55}");
        RedisStore inUrl = stores.dialled("{url: \"redis://:s3cret@127.0.0.1:" + redis.port() + "\"}");
        isUp(named, true);
        isUp(inUrl, true);
        get(named.put("penstock:a:k", Buffer.buffer("x"), AGE));
        assertThat(get(inUrl.get("penstock:a:k"))).as("another database").isEmpty();
        RedisStore wrong = stores.dialled("{url: \"" + redis.url() + "\", password: wrong}");
        assertThat(failsAfter(() -> wrong.get("penstock:a:k"))).isLessThan(50);
    }
}
