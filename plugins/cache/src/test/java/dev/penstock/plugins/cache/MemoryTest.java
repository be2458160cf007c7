package dev.penstock.plugins.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockServer;
import io.vertx.core.Promise;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many large answers that are stored at once, where there is little memory. */
class MemoryTest {
    private static final int MANY = 40;
    private static final String LARGE = "x".repeat(300_000);

    private static Harness gateway(MockServer backend, String settings, CountDownLatch arrived) {
        TestSteps.Arrivals arrivals = () -> arrived;
        return Harness.on("shop.yaml", """
                        api: shop
                        upstreams: {b: {targets: ["%s"]}}
                        routes: [{name: a, match: "GET /{p}", steps: [{arrive: {}}, {cache: {ttl: 60s}}, {upstream: b}]}]
                        """.formatted(backend.uri()))
                .settings(settings)
                .eventLoops(2)
                .service(TestSteps.Arrivals.class, arrivals)
                .start();
    }

    private static List<HttpResponse<String>> all(Harness gateway, Function<Integer, String> path, Runnable sent)
            throws Exception {
        List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, MANY)
                .mapToObj(i -> gateway.client()
                        .sendAsync(gateway.request(path.apply(i)).build(), HttpResponse.BodyHandlers.ofString()))
                .toList();
        sent.run();
        CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);
        return answers.stream().map(CompletableFuture::join).toList();
    }

    private static double metric(Harness gateway, String name) {
        String page = gateway.send(HttpRequest.newBuilder(URI.create(gateway.adminUri() + "/metrics")))
                .body();
        Matcher found = Pattern.compile("^" + Pattern.quote(name) + " (.*)$", Pattern.MULTILINE)
                .matcher(page);
        assertThat(found.find()).as(name).isTrue();
        return Double.parseDouble(found.group(1));
    }

    private static void await(CountDownLatch arrived) {
        try {
            assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }

    @Test
    void allPassWhatIsStoredIsBoundedAndWhatGoesIsCounted() throws Exception {
        Promise<Void> gate = Promise.promise();
        CountDownLatch arrived = new CountDownLatch(MANY);
        try (MockServer backend = MockServer.start()
                        .onLater("GET /{p}", request -> gate.future().map(go -> MockAnswer.text(LARGE)));
                Harness gateway = gateway(backend, "cache: {memory: 1MiB}\n", arrived)) {
            List<HttpResponse<String>> answers = all(gateway, i -> "/" + i, () -> {
                await(arrived);
                gate.complete();
            });
            assertThat(answers).extracting(HttpResponse::body).containsOnly(LARGE);
            assertThat(metric(gateway, "penstock_cache_bytes")).isBetween(1.0, (double) (1 << 20));
            assertThat(metric(gateway, "penstock_cache_entries")).isBetween(1.0, 3.0);
            assertThat(metric(gateway, "penstock_cache_evictions_total")).isGreaterThanOrEqualTo(MANY - 3);
        }
    }

    @Test
    void whatFindsNoRoomWhileItIsReadPassesAndIsNotStored() throws Exception {
        Promise<Void> gate = Promise.promise();
        CountDownLatch arrived = new CountDownLatch(MANY);
        try (MockServer backend = MockServer.start()
                        .onLater("GET /{p}", request -> gate.future().map(go -> MockAnswer.text(LARGE)));
                Harness gateway = gateway(backend, "limits: {held: 200KiB}\n", arrived)) {
            List<HttpResponse<String>> answers = all(gateway, i -> "/" + i, () -> {
                await(arrived);
                gate.complete();
            });
            assertThat(answers).extracting(HttpResponse::body).containsOnly(LARGE);
            assertThat(metric(gateway, "penstock_cache_entries")).isZero();
        }
    }

    @Test
    void thoseThatWaitForTheFetchOfAnotherAreCounted() throws Exception {
        Promise<Void> gate = Promise.promise();
        CountDownLatch arrived = new CountDownLatch(MANY);
        try (MockServer backend = MockServer.start()
                        .onLater("GET /{p}", request -> gate.future().map(go -> MockAnswer.text("x")));
                Harness gateway = gateway(backend, "cache: {memory: 8MiB}\n", arrived)) {
            all(gateway, i -> "/same", () -> {
                await(arrived);
                gate.complete();
            });
            assertThat(metric(gateway, "penstock_cache_coalesced_total{api=\"shop\",route=\"a\",}"))
                    .isEqualTo(MANY - 1);
            assertThat(metric(gateway, "penstock_cache_requests_total{api=\"shop\",route=\"a\",result=\"miss\",}"))
                    .isEqualTo(MANY);
        }
    }
}
