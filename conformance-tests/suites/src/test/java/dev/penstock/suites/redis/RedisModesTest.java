package dev.penstock.suites.redis;

import static dev.penstock.suites.redis.Stores.get;
import static dev.penstock.suites.redis.Stores.isUp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.engine.redis.RedisStore;
import dev.penstock.suites.Soon;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster of three, and a server with a replica and a sentinel. */
class RedisModesTest {
    private static final Duration AGE = Duration.ofMinutes(1);
    private static final Duration ELECTED = Duration.ofSeconds(15);
    private static final int SLOTS = 16_384;

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

    private RedisProcess start(String... options) {
        RedisProcess redis = RedisProcess.start(options);
        started.add(redis);
        return redis;
    }

    @Test
    void aClusterHasAPartOfTheKeysOnEachNodeAndIsDownWithoutOne() throws IOException {
        List<RedisProcess> nodes = cluster();
        RedisStore store = stores.dialled("{url: [" + urls(nodes) + "], mode: cluster}");
        isUp(store, true);
        for (int i = 0; i < 60; i++) {
            Buffer value = Buffer.buffer(String.valueOf(i));
            assertThat(get(store.compareAndSet("penstock:a:" + i, Optional.empty(), value, AGE)))
                    .isTrue();
            assertThat(get(store.get("penstock:a:" + i))).contains(value);
        }
        nodes.forEach(node -> assertThat(node.keys()).hasSizeBetween(5, 50));

        RedisProcess lost = nodes.get(2);
        String there = lost.keys().get(0);
        lost.kill();
        // Other nodes answer; what counts is the one that is asked.
        assertThat(Soon.until(
                        Stores.BACK, () -> get(store.get(there).map("kept").otherwise("lost")), "lost"::equals))
                .isEqualTo("lost");
        isUp(store, false);
        lost.begin();
        isUp(store, true, ELECTED);
        assertThat(get(store.get(there))).isEmpty();
    }

    private List<RedisProcess> cluster() {
        List<RedisProcess> nodes = IntStream.range(0, 3)
                .mapToObj(i -> start(
                        "--cluster-enabled",
                        "yes",
                        "--cluster-config-file",
                        "nodes.conf",
                        "--cluster-node-timeout",
                        "2000",
                        "--cluster-require-full-coverage",
                        "no"))
                .toList();
        for (int i = 0; i < nodes.size(); i++) {
            List<String> words = new ArrayList<>(Arrays.asList("CLUSTER", "ADDSLOTS"));
            IntStream.range(SLOTS * i / 3, SLOTS * (i + 1) / 3).forEach(slot -> words.add(String.valueOf(slot)));
            nodes.get(i).say("CLUSTER", "SET-CONFIG-EPOCH", String.valueOf(i + 1));
            nodes.get(i).say(words.toArray(String[]::new));
            nodes.get(i)
                    .say(
                            "CLUSTER",
                            "MEET",
                            "127.0.0.1",
                            String.valueOf(nodes.get(0).port()));
        }
        for (RedisProcess node : nodes) {
            String info = Soon.until(
                    ELECTED,
                    () -> String.valueOf(node.say("CLUSTER", "INFO")),
                    said -> said.contains("cluster_state:ok") && said.contains("cluster_slots_ok:" + SLOTS));
            assertThat(info).contains("cluster_state:ok", "cluster_known_nodes:3");
        }
        return nodes;
    }

    private static String urls(List<RedisProcess> servers) {
        return servers.stream().map(server -> "\"" + server.url() + "\"").collect(Collectors.joining(", "));
    }

    @Test
    void sentinelsKnowWhoTheMasterIsNow() throws IOException {
        RedisProcess master = start();
        RedisProcess replica = start("--replicaof", "127.0.0.1", String.valueOf(master.port()));
        RedisProcess sentinel = RedisProcess.unstarted();
        started.add(sentinel);
        sentinel.beginAsSentinel("""
                port %d
                bind 127.0.0.1
                sentinel monitor shop 127.0.0.1 %d 1
                sentinel down-after-milliseconds shop 500
                sentinel failover-timeout shop 2000
                """.formatted(sentinel.port(), master.port()));
        Soon.until(
                ELECTED,
                () -> String.valueOf(sentinel.say("SENTINEL", "replicas", "shop")),
                said -> said.contains(String.valueOf(replica.port())));
        RedisStore store = stores.dialled("{url: \"" + sentinel.url() + "\", mode: sentinel, master: shop}");
        isUp(store, true);
        get(store.put("penstock:a:k", Buffer.buffer("x"), AGE));
        assertThat(Soon.until(Stores.BACK, replica::keys, keys -> !keys.isEmpty()))
                .containsExactly("penstock:a:k");

        master.kill();
        isUp(store, false);
        isUp(store, true, ELECTED);
        assertThat(get(store.get("penstock:a:k"))).contains(Buffer.buffer("x"));
        get(store.put("penstock:a:new", Buffer.buffer("y"), AGE));
        assertThat(replica.keys()).contains("penstock:a:new");
    }
}
