package dev.penstock.suites.redis;

import static dev.penstock.suites.redis.SharedCacheTest.areUp;
import static dev.penstock.suites.redis.SharedCacheTest.get;
import static dev.penstock.suites.redis.SharedCacheTest.isHit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockServer;
import dev.penstock.suites.Soon;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The store of answers when the Redis behind it is killed, frozen, or begins anew. */
@Timeout(90)
class CacheLossTest {
    private final AtomicInteger count = new AtomicInteger();
    private final RedisProcess redis = RedisProcess.start();
    private final MockServer backend = MockServer.start()
            .on("GET /{p}", request -> MockAnswer.text("" + count.incrementAndGet()))
            .on("POST /{p}", MockAnswer.status(204));
    private final Harness one = SharedCacheTest.gateway(redis, backend);
    private final Harness two = SharedCacheTest.gateway(redis, backend);

    @BeforeEach
    void up() {
        areUp(one, two);
    }

    @AfterEach
    void stop() {
        one.close();
        two.close();
        backend.close();
        redis.close();
    }

    private static void isDown(Harness gateway) {
        Soon.until(Duration.ofSeconds(10), () -> Soon.metric(gateway, "penstock_store_up"), "0.0"::equals);
    }

    private static Duration time(Supplier<HttpResponse<String>> request) {
        long begun = System.nanoTime();
        assertThat(request.get().statusCode()).isEqualTo(200);
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private void isShared(String path) {
        get(one, path);
        assertThat(Soon.until(Duration.ofSeconds(5), () -> isHit(get(two, path)), hit -> hit))
                .isTrue();
    }

    @Test
    void killedItLeavesEachGatewayItsOwn() {
        isShared("/a");
        String stored = get(one, "/a").body();
        redis.kill();
        for (int i = 0; i < 50; i++) {
            assertThat(get(one, "/a").body()).isEqualTo(stored);
            assertThat(time(() -> get(two, "/b"))).isLessThan(Duration.ofSeconds(2));
        }
        assertThat(isHit(get(two, "/b"))).isTrue();
        assertThat(isHit(get(one, "/b"))).isFalse();
        redis.begin();
        areUp(one, two);
        isShared("/c");
        assertThat(get(one, "/a").body())
                .as("a store that begins anew takes nothing away")
                .isEqualTo(stored);
    }

    @Test
    void frozenItHoldsUpNobodyForLong() {
        isShared("/a");
        redis.freeze();
        try {
            assertThat(isHit(get(one, "/a"))).isTrue();
            assertThat(time(() -> get(one, "/b"))).isLessThan(Duration.ofSeconds(3));
            isDown(one);
            for (int i = 0; i < 20; i++) {
                String path = "/n" + i;
                get(one, path);
                assertThat(isHit(get(one, path))).isTrue();
            }
            assertThat(isHit(get(one, "/a"))).isTrue();
        } finally {
            redis.thaw();
        }
        areUp(one, two);
        isShared("/c");
    }

    @Test
    void whatIsPurgedMeanwhileIsPurgedEverywhereWhenItIsBack() {
        isShared("/a");
        String old = get(two, "/a").body();
        redis.kill();
        isDown(one);
        isDown(two);
        assertThat(Soon.admin(one, "DELETE", "/cache?path=/a")).isEqualTo("200 {\"purged\":1}");
        assertThat(isHit(get(one, "/a"))).isFalse();
        assertThat(get(two, "/a").body()).as("it has not heard of it").isEqualTo(old);
        redis.begin();
        areUp(one, two);
        assertThat(Soon.until(Duration.ofSeconds(5), () -> get(two, "/a").body(), body -> !body.equals(old)))
                .isNotEqualTo(old);
    }

    @Test
    void whatWasMadeInvalidMeanwhileIsNotFoundInTheSharedStoreAfterwards() {
        isShared("/a");
        String old = get(one, "/a").body();
        redis.freeze();
        isDown(one);
        try {
            one.send("POST", "/a", "x", SharedCacheTest.AS);
        } finally {
            redis.thaw();
        }
        assertThat(get(one, "/a").body()).isNotEqualTo(old);
        areUp(one, two);
        assertThat(Soon.until(Duration.ofSeconds(5), () -> get(two, "/a").body(), body -> !body.equals(old)))
                .isNotEqualTo(old);
    }

    @Test
    void purgesBeforeItBeganAnewStillCountForWhoMissedThem() {
        isShared("/a");
        String old = get(two, "/a").body();
        Soon.admin(one, "DELETE", "/cache?path=/other");
        redis.kill();
        isDown(one);
        isDown(two);
        redis.begin();
        areUp(one, two);
        assertThat(get(two, "/a").body()).as("what nobody purged").isEqualTo(old);
        Soon.admin(one, "DELETE", "/cache?path=/a");
        assertThat(Soon.until(Duration.ofSeconds(2), () -> get(two, "/a").body(), body -> !body.equals(old)))
                .isNotEqualTo(old);
    }
}
