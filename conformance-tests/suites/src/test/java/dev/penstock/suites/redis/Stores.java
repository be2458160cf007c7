package dev.penstock.suites.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.engine.admin.GatewayMetrics;
import dev.penstock.engine.config.Faults;
import dev.penstock.engine.config.GatewaySpec;
import dev.penstock.engine.redis.RedisStore;
import dev.penstock.engine.time.GatewayClock;
import dev.penstock.engine.time.Timers;
import dev.penstock.suites.Soon;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Stores without a gateway around them. */
public final class Stores implements AutoCloseable {
    /** How soon a store that is there again is found. */
    public static final Duration BACK = Duration.ofSeconds(5);

    private final Vertx vertx = Vertx.vertx();
    private final Timers timers = new Timers(vertx, new GatewayClock());
    private final List<RedisStore> opened = new ArrayList<>();
    private final Path folder;
    private GatewayMetrics metrics = new GatewayMetrics();

    /** @param folder where {@code penstock.yaml} is written */
    public Stores(Path folder) {
        this.folder = folder;
    }

    /** One that was just told to dial, by these settings of {@code redis}. */
    public RedisStore dialled(String settings) throws IOException {
        Path file = Files.writeString(folder.resolve("penstock.yaml"), "redis: " + settings + "\n");
        Faults faults = new Faults();
        GatewaySpec spec = GatewaySpec.read(file, Map.of(), faults);
        assertThat(faults.list()).isEmpty();
        metrics = new GatewayMetrics();
        RedisStore store = RedisStore.of(spec.redis().orElseThrow(), vertx, timers, metrics.ofSteps());
        opened.add(store);
        store.dial();
        return store;
    }

    /** One that is there. */
    RedisStore up(RedisProcess redis) throws IOException {
        RedisStore store = dialled("{url: \"" + redis.url() + "\"}");
        isUp(store, true);
        return store;
    }

    public static void isUp(RedisStore store, boolean expected) {
        isUp(store, expected, BACK);
    }

    static void isUp(RedisStore store, boolean expected, Duration within) {
        assertThat(Soon.until(within, store::isUp, up -> up == expected)).isEqualTo(expected);
    }

    /** What it completes with. */
    static <T> T get(Future<T> future) {
        try {
            return future.await(5, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            throw new AssertionError(late);
        }
    }

    Vertx vertx() {
        return vertx;
    }

    /** The page of the last one. */
    String metrics() {
        return metrics.page();
    }

    @Override
    public void close() {
        opened.forEach(RedisStore::close);
        get(vertx.close());
    }
}
