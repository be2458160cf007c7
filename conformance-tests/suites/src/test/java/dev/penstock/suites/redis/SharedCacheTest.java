package dev.penstock.suites.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockServer;
import dev.penstock.suites.Soon;
import io.vertx.core.Promise;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two gateways, one store of answers, a real Redis that lives. */
@Timeout(60)
class SharedCacheTest {
    static final String[] AS = {"x-forwarded-host", "shop.test"};
    private static final RedisProcess REDIS = RedisProcess.start();
    private static final String HALF = """
            local all = redis.call('GET', KEYS[1])
            redis.call('SET', KEYS[1], string.sub(all, 1, #all / 2))
            """;
    private static MockServer backend;
    private static Harness one;
    private static Harness two;
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final AtomicInteger TESTS = new AtomicInteger();
    private static volatile Promise<MockAnswer> gate;
    private static volatile boolean turned;

    /** A path of this test's own. */
    private final String path = "/p" + TESTS.incrementAndGet();

    @BeforeAll
    static void start() {
        backend = MockServer.start()
                .on(
                        "GET /{p}",
                        request -> counted()
                                .header("cache-tag", "goods, " + request.path().substring(1)))
                .on(
                        "GET /vary/{p}",
                        request -> MockAnswer.text("in " + request.header("accept-language"))
                                .header("vary", "accept-language"))
                .on("GET /large/{p}", request -> MockAnswer.text("x".repeat(1_100_000)))
                .on("GET /own/{p}", request -> counted())
                .on("POST /own/{p}", MockAnswer.status(204))
                .on(
                        "GET /turn/{p}",
                        request -> MockAnswer.text("in " + request.header("accept-language"))
                                .header("vary", "accept-language")
                                .header("cache-control", turned ? "no-store" : "max-age=60"))
                .onLater("GET /slow/{p}", request -> gate.future())
                .on("POST /slow/{p}", MockAnswer.status(204))
                .on("POST /{p}", request -> MockAnswer.status(204));
        one = gateway(REDIS, backend);
        two = gateway(REDIS, backend);
        areUp(one, two);
    }

    private static MockAnswer counted() {
        return MockAnswer.text("" + COUNT.incrementAndGet());
    }

    static Harness gateway(RedisProcess redis, MockServer backend) {
        return gateway(redis.url(), backend);
    }

    static Harness gateway(String redis, MockServer backend) {
        return Harness.on("shop.yaml", """
                        api: shop
                        upstreams: {shop: {targets: ["%s"]}}
                        routes:
                          - name: own
                            match: {path: "/own/{p}", methods: [GET, POST]}
                            steps: [{api-key: {consumers: data/keys.yaml}}, {cache: {ttl: 60s, private: true}}, {upstream: shop}]
                          - name: all
                            match: {path: "/{rest*}", methods: [GET, POST]}
                            steps: [{cache: {ttl: 60s, max-body: 2MiB, stale-while-revalidate: 60s, tags: ["at${request.path}"]}}, {upstream: shop}]
                        """.formatted(backend.uri()))
                .file("data/keys.yaml", """
                        consumers:
                          - {name: ann, keys: [ann-0123456789abcdef]}
                          - {name: bob, keys: [bob-0123456789abcdef]}
                        """)
                .settings("redis: {url: \"" + redis + "\"}\ntrusted-proxies: [127.0.0.1]\n")
                .eventLoops(2)
                .start();
    }

    /** As behind a balancer: both are asked for the same host. */
    static HttpResponse<String> get(Harness gateway, String path, String... headers) {
        List<String> all = new ArrayList<>(List.of(AS));
        all.addAll(List.of(headers));
        return gateway.get(path, all.toArray(String[]::new));
    }

    static void areUp(Harness... gateways) {
        for (Harness gateway : gateways) {
            Soon.until(Duration.ofSeconds(10), () -> Soon.metric(gateway, "penstock_store_up"), "1.0"::equals);
            gateway.advance(Duration.ofSeconds(1)); // looks at what was purged
        }
    }

    @BeforeEach
    void open() {
        areUp(one, two);
        gate = Promise.promise();
    }

    @AfterEach
    void close() {
        gate.tryFail("closed");
    }

    @AfterAll
    static void stop() {
        one.close();
        two.close();
        backend.close();
        REDIS.close();
    }

    static boolean isHit(HttpResponse<?> answer) {
        return answer.headers().firstValue("cache-status").orElse("").startsWith("penstock; hit");
    }

    /** It is put there behind the answer. */
    private static void isShared(Runnable stored, int keys) {
        stored.run();
        assertThat(Soon.until(Duration.ofSeconds(5), () -> cached().size(), size -> size == keys))
                .isEqualTo(keys);
    }

    private static List<String> cached() {
        return REDIS.keys().stream()
                .filter(key -> key.startsWith("penstock:shop:cache:"))
                .toList();
    }

    private void isShared() {
        REDIS.keys().stream().filter(key -> key.startsWith("penstock:shop:")).forEach(key -> REDIS.say("DEL", key));
        isShared(() -> get(one, path), 1);
    }

    private static int calls(String path) {
        return (int) backend.calls().stream()
                .filter(request ->
                        request.method().equals("GET") && request.path().equals(path))
                .count();
    }

    @Test
    void whatOneFetchedTheOtherNeedNot() {
        isShared();
        HttpResponse<String> other = get(two, path);
        assertThat(isHit(other)).isTrue();
        assertThat(other.headers().firstValue("age")).isPresent();
        assertThat(other.headers().firstValue("cache-tag")).isPresent();
        assertThat(other.body()).isEqualTo(get(one, path).body());
        assertThat(calls(path)).isEqualTo(1);
        REDIS.say("DEL", cached().get(0));
        assertThat(isHit(get(two, path))).as("it has a copy of its own").isTrue();
    }

    @Test
    void keysAreDigestsAndExpire() {
        isShared(() -> get(one, path + "?token=secret"), cached().size() + 1);
        assertThat(cached()).isNotEmpty().allSatisfy(key -> {
            assertThat(key).matches("penstock:shop:cache:[A-Za-z0-9_-]{43}");
            assertThat((Long) REDIS.say("PTTL", key)).isBetween(1L, 604_800_000L);
        });
        assertThat(REDIS.keys().toString()).doesNotContain("secret");
    }

    @Test
    void variantsAreSharedSideBySide() {
        for (String language : List.of("de", "en", "fr")) {
            int before = cached().size();
            isShared(
                    () -> get(one, "/vary" + path, "accept-language", language),
                    before + (language.equals("de") ? 2 : 1));
        }
        for (String language : List.of("en", "fr", "de")) {
            HttpResponse<String> other = get(two, "/vary" + path, "accept-language", language);
            assertThat(other.body()).isEqualTo("in " + language);
            assertThat(isHit(other)).isTrue();
        }
        assertThat(isHit(get(two, "/vary" + path, "accept-language", "it"))).isFalse();
        assertThat(calls("/vary" + path)).isEqualTo(4);
    }

    @Test
    void hundredsOfVariantsTakeSixtyFourPlaces() {
        int before = cached().size();
        for (int i = 0; i < 200; i++) {
            get(one, "/vary" + path, "accept-language", "l" + i);
        }
        assertThat(Soon.until(Duration.ofSeconds(2), () -> cached().size(), size -> size > before + 50))
                .isBetween(before + 50, before + 65);
    }

    @Test
    void whatIsTooLargeForTheSharedStoreStaysHere() {
        int before = cached().size();
        assertThat(get(one, "/large" + path).body()).hasSize(1_100_000);
        assertThat(isHit(get(one, "/large" + path))).isTrue();
        assertThat(get(two, "/large" + path).body()).hasSize(1_100_000);
        assertThat(calls("/large" + path)).isEqualTo(2);
        assertThat(cached()).hasSize(before);
    }

    @Test
    void anUnsafeMethodAtOneIsSeenByTheOtherAtOnce() {
        isShared();
        assertThat(isHit(get(two, path))).isTrue();
        one.send("POST", path, "x", AS);
        assertThat(isHit(get(one, path))).as("where it was sent").isFalse();
        Soon.sees(
                () -> isHit(get(two, path))
                        && get(two, path).body().equals(get(one, path).body()),
                true);
        assertThat(calls(path)).isBetween(2, 3);
    }

    @Test
    void whoseCopyItIsTheOtherGatewayKnowsToo() {
        String[] ann = {"x-api-key", "ann-0123456789abcdef"};
        String[] bob = {"x-api-key", "bob-0123456789abcdef"};
        isShared(() -> get(one, "/own" + path, ann), cached().size() + 2);
        isShared(() -> get(one, "/own" + path, bob), cached().size() + 1);
        assertThat(get(two, "/own" + path, ann).body())
                .isEqualTo(get(one, "/own" + path, ann).body());
        assertThat(get(two, "/own" + path, bob).body())
                .isEqualTo(get(one, "/own" + path, bob).body());
        assertThat(calls("/own" + path)).isEqualTo(2);
    }

    @Test
    void anUnsafeMethodOfOneMakesTheCopiesOfOthersOutdatedEverywhere() {
        String[] ann = {"x-api-key", "ann-0123456789abcdef"};
        String[] bob = {"x-api-key", "bob-0123456789abcdef"};
        isShared(() -> get(one, "/own" + path, bob), cached().size() + 2);
        String old = get(two, "/own" + path, bob).body();
        List<String> as = new ArrayList<>(List.of(AS));
        as.addAll(List.of(ann));
        one.send("POST", "/own" + path, "x", as.toArray(String[]::new));
        assertThat(get(one, "/own" + path, bob).body()).isNotEqualTo(old);
        assertThat(Soon.until(Soon.LIVE, () -> get(two, "/own" + path, bob).body(), body -> !body.equals(old)))
                .isNotEqualTo(old);
    }

    @Test
    void aVariantThatHoldsNoMoreLeavesTheOthersShared() {
        turned = false;
        String vary = "/turn" + path;
        isShared(() -> get(one, vary, "accept-language", "de"), cached().size() + 2);
        isShared(() -> get(one, vary, "accept-language", "en"), cached().size() + 1);
        int before = cached().size();
        turned = true;
        get(one, vary, "accept-language", "de", "cache-control", "no-cache");
        assertThat(Soon.until(Soon.LIVE, () -> cached().size(), size -> size < before))
                .isEqualTo(before - 1);
        assertThat(isHit(get(two, vary, "accept-language", "en"))).isTrue();
        assertThat(isHit(get(two, vary, "accept-language", "de"))).isFalse();
    }

    @Test
    void whoMissesTheMessageHearsOfAnUnsafeMethodAllTheSame() {
        try (Relay relay = Relay.to(REDIS.port());
                Harness deaf = gateway(relay.url(), backend)) {
            areUp(deaf);
            isShared();
            String old = get(deaf, path).body();
            assertThat(get(one, path).body()).isEqualTo(old);
            assertThat(relay.deafen()).as("subscribers that hear no more").isPositive();
            one.send("POST", path, "x", AS);
            assertThat(Soon.until(Soon.LIVE, () -> get(deaf, path).body(), body -> !body.equals(old)))
                    .isNotEqualTo(old);
        }
    }

    @Test
    void aFetchThatBeganBeforeAnUnsafeMethodElsewhereIsNotShared() {
        CompletableFuture<HttpResponse<String>> early =
                two.client().sendAsync(two.request("/slow" + path, AS).build(), HttpResponse.BodyHandlers.ofString());
        Soon.until(Duration.ofSeconds(5), () -> calls("/slow" + path), calls -> calls == 1);
        one.send("POST", "/slow" + path, "x", AS);
        gate.complete(MockAnswer.text("old"));
        assertThat(early.join().body()).isEqualTo("old");
        gate = Promise.promise();
        gate.complete(MockAnswer.text("new"));
        assertThat(get(one, "/slow" + path).body()).isEqualTo("new");
        Soon.sees(() -> get(two, "/slow" + path).body(), "new");
    }

    @ParameterizedTest
    @ValueSource(strings = {"path=%s", "path=%s*", "tag=at%s", "tag=%s", "api=shop", "route=all", "api=*"})
    void aPurgeAtOneEmptiesAll(String query) {
        isShared();
        String old = get(two, path).body();
        int calls = calls(path);
        String name = query.startsWith("tag=%") ? path.substring(1) : path;
        assertThat(Soon.admin(one, "DELETE", "/cache?" + query.formatted(name))).startsWith("200 {\"purged\":");
        // Now, with what stood in the shared store, and within a second what the other had.
        assertThat(isHit(get(one, path))).isFalse();
        assertThat(calls(path)).isEqualTo(calls + 1);
        assertThat(get(one, path).body()).isNotEqualTo(old);
        // What the first puts into the shared store behind its answer the other may be too early for.
        assertThat(Soon.until(Duration.ofSeconds(1), () -> get(two, path).body(), body -> !body.equals(old)))
                .isNotEqualTo(old);
    }

    @Test
    void aSoftPurgeMakesStaleEverywhere() {
        isShared();
        get(two, path);
        String old = get(one, path).body();
        Soon.admin(one, "DELETE", "/cache?soft=true&path=" + path);
        assertThat(get(one, path).body()).as("stale while it is renewed").isEqualTo(old);
        String renewed = Soon.until(Duration.ofSeconds(5), () -> get(one, path).body(), body -> !body.equals(old));
        Soon.sees(() -> get(two, path).body(), renewed);
        assertThat(calls(path)).isBetween(2, 3);
    }

    @Test
    void aGatewayThatComesLaterKnowsWhatWasPurgedBefore() {
        isShared();
        String old = get(one, path).body();
        Soon.admin(one, "DELETE", "/cache?path=" + path);
        try (Harness third = gateway(REDIS, backend)) {
            areUp(third);
            assertThat(get(third, path).body()).as("it still stands there").isNotEqualTo(old);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cut", "version", "garbage", "empty", "bit"})
    void whatCannotBeReadIsIgnoredAndCounted(String how) {
        isShared();
        String key = cached().get(0);
        int length = ((Long) REDIS.say("STRLEN", key)).intValue();
        switch (how) {
            case "cut" -> REDIS.say("EVAL", HALF, "1", key);
            case "version" -> REDIS.say("SETRANGE", key, "1", "\u007f");
            case "garbage" -> REDIS.say("SET", key, "x".repeat(length));
            case "empty" -> REDIS.say("SET", key, "");
            default -> {
                String last = String.valueOf(8 * length - 1);
                boolean set = REDIS.say("GETBIT", key, last).equals(1L);
                REDIS.say("SETBIT", key, last, set ? "0" : "1");
            }
        }
        double before = Double.parseDouble(Soon.metric(two, "penstock_cache_unreadable_total"));
        HttpResponse<String> other = get(two, path);
        assertThat(isHit(other)).isFalse();
        assertThat(Double.parseDouble(Soon.metric(two, "penstock_cache_unreadable_total")))
                .isEqualTo(before + 1);
        assertThat(isHit(get(two, path))).isTrue();
        assertThat(calls(path)).isEqualTo(2);
    }
}
