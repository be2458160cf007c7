package dev.penstock.suites.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import dev.penstock.suites.Soon;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two gateways whose Redis is killed, frozen and started again under load. */
class StoreLossTest {
    private static final Duration BACK = Duration.ofSeconds(5);
    /** What is silent for 250 ms is down; the rest is what a busy machine adds. */
    private static final long SOON_MS = 700;

    private static final String FILE = """
            api: r
            routes:
              - {name: local, match: GET /local, steps: [{quota: {key: "${header['x-user']}", limits: {k: 10/1h}}}, {respond: {status: 200}}]}
              - {name: allow, match: GET /allow, steps: [{quota: {key: "${header['x-user']}", limits: {k: 10/1h}, on-store-down: allow}}, {respond: {status: 200}}]}
              - {name: deny, match: GET /deny, steps: [{quota: {key: "${header['x-user']}", limits: {k: 1000000/1h}, on-store-down: deny}}, {respond: {status: 200}}]}
              - {name: plenty, match: GET /plenty, steps: [{quota: {key: "${header['x-user']}", limits: {k: 99/1ms}}}, {respond: {status: 200}}]}
              - {name: metered, match: GET /metered, steps: [{quota: {limits: {k: 50/1h}, cost: "${response.body.n}", on-store-down: deny}}, {respond: {status: 200, body: {n: 2}}}]}
            """;

    private final RedisProcess redis = RedisProcess.unstarted();
    private final List<Harness> gateways = new ArrayList<>();
    private int users;

    private void start() {
        for (int i = 0; i < 2; i++) {
            gateways.add(Harness.on("r.yaml", FILE)
                    .settings("redis: {url: \"" + redis.url() + "\"}\n")
                    .eventLoops(2)
                    .start());
        }
    }

    private void startUp() {
        redis.begin();
        start();
        areUp("1.0");
        gateways.forEach(gateway -> statuses(gateway, "/plenty", "warm", 200));
    }

    @AfterEach
    void stop() {
        gateways.forEach(Harness::close);
        redis.close();
    }

    private void areUp(String expected) {
        for (Harness gateway : gateways) {
            assertThat(Soon.until(BACK, () -> Soon.metric(gateway, "penstock_store_up"), expected::equals))
                    .isEqualTo(expected);
        }
    }

    private static List<Integer> statuses(Harness gateway, String path, String user, int requests) {
        return IntStream.range(0, requests)
                .mapToObj(i -> gateway.get(path, "x-user", user).statusCode())
                .toList();
    }

    private boolean areShared() {
        String user = "user-" + users++;
        return gateways.stream()
                        .flatMap(gateway -> statuses(gateway, "/local", user, 10).stream())
                        .filter(status -> status == 200)
                        .count()
                == 10;
    }

    @Test
    void aGatewayStartsCountsForItselfAndSharesOnceRedisIsThere() {
        start();
        gateways.forEach(gateway -> {
            assertThat(Soon.admin(gateway, "GET", "/ready")).startsWith("200");
            assertThat(statuses(gateway, "/local", "ann", 12).stream().filter(status -> status == 200))
                    .hasSize(10);
        });
        redis.begin();
        areUp("1.0");
        assertThat(areShared()).isTrue();
    }

    @Test
    void whatHappensWhileItIsDownIsWhatTheFileSays() {
        startUp();
        assertThat(areShared()).isTrue();
        redis.kill();
        for (Harness gateway : gateways) {
            assertThat(statuses(gateway, "/allow", "ann", 12)).containsOnly(200);
            assertThat(gateway.get("/allow", "x-user", "ann").headers().firstValue("ratelimit"))
                    .isEmpty();
            HttpResponse<String> denied = gateway.get("/deny", "x-user", "ann");
            assertThat(denied.statusCode()).isEqualTo(503);
            assertThat(denied.headers().firstValue("retry-after")).contains("5");
            assertThat(denied.body())
                    .contains("urn:penstock:problem:unavailable")
                    .doesNotContain("127.0.0.1");
            assertThat(statuses(gateway, "/local", "bob", 12))
                    .containsExactly(200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 429, 429);
            assertThat(Soon.admin(gateway, "GET", "/ready")).startsWith("200");
        }
        redis.begin();
        areUp("1.0");
        assertThat(areShared()).isTrue();
        gateways.forEach(gateway ->
                assertThat(gateway.get("/deny", "x-user", "ann").statusCode()).isEqualTo(200));
    }

    @Test
    void anAnswerWhoseCostCannotBeChargedIsTheClientsAllTheSame() throws Exception {
        startUp();
        Harness gateway = gateways.get(0);
        assertThat(gateway.get("/metered").headers().firstValue("ratelimit")).isPresent();
        // Between its two questions: the backend is a step here, so the loss comes before the first.
        redis.freeze();
        assertThat(gateway.get("/metered").statusCode()).isEqualTo(503);
        redis.thaw();
        areUp("1.0");
        assertThat(gateway.get("/metered").statusCode()).isEqualTo(200);
    }

    @Test
    void killedUnderLoadNobodyWaits() throws Exception {
        startUp();
        Load load = new Load(gateways);
        load.runs(200);
        redis.kill();
        load.runs(400);
        areUp("0.0");
        redis.begin();
        areUp("1.0");
        load.runs(200);
        load.end();
        assertThat(load.slowest()).isLessThan(SOON_MS);
        assertThat(areShared()).isTrue();
    }

    @Test
    void frozenUnderLoadNobodyWaits() throws Exception {
        startUp();
        Load load = new Load(gateways);
        load.runs(200);
        redis.freeze();
        load.runs(400);
        areUp("0.0");
        redis.thaw();
        areUp("1.0");
        load.runs(200);
        load.end();
        assertThat(load.slowest()).isLessThan(SOON_MS);
        assertThat(areShared()).isTrue();
    }

    /** Requests one after the other at both gateways, on four threads. */
    private static final class Load {
        private final ExecutorService threads = Executors.newFixedThreadPool(4);
        private final List<Future<Long>> slowest = new ArrayList<>();
        private final AtomicBoolean ended = new AtomicBoolean();
        private final java.util.concurrent.atomic.AtomicInteger answered =
                new java.util.concurrent.atomic.AtomicInteger();

        Load(List<Harness> gateways) {
            for (int i = 0; i < 4; i++) {
                Harness gateway = gateways.get(i % 2);
                String path = i < 2 ? "/plenty" : "/allow";
                slowest.add(threads.submit((Callable<Long>) () -> {
                    long worst = 0;
                    while (!ended.get()) {
                        long begun = System.nanoTime();
                        int status = gateway.get(path, "x-user", "load").statusCode();
                        worst = Math.max(worst, (System.nanoTime() - begun) / 1_000_000);
                        assertThat(status).isIn(200, 429);
                        answered.incrementAndGet();
                    }
                    return worst;
                }));
            }
        }

        /** Waits until this many more were answered. */
        void runs(int requests) {
            int until = answered.get() + requests;
            assertThat(Soon.until(Duration.ofSeconds(20), answered::get, now -> now >= until))
                    .isGreaterThanOrEqualTo(until);
        }

        void end() {
            ended.set(true);
        }

        long slowest() throws Exception {
            long worst = 0;
            for (Future<Long> one : slowest) {
                worst = Math.max(worst, one.get(20, TimeUnit.SECONDS));
            }
            threads.shutdown();
            return worst;
        }
    }
}
