package dev.penstock.plugins.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockFault;
import dev.penstock.fleet.MockServer;
import dev.penstock.fleet.MockStream;
import io.vertx.core.Promise;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The store for steps that fetch by themselves. */
class StoredAnswersTest {
    private final AtomicInteger count = new AtomicInteger();
    private final CountDownLatch forty = new CountDownLatch(40);
    private MockServer backend;
    private Harness gateway;

    @BeforeEach
    void start() {
        backend = MockServer.start();
        TestSteps.Arrivals arrivals = () -> forty;
        gateway = Harness.on("shop.yaml", """
                        api: shop
                        upstreams: {b: {targets: ["%s"]}}
                        routes:
                          - {name: call, match: "/call", steps: [{arrive: {}}, {fetch: {from: b, ttl: 30s, max-body: 64KiB}}]}
                        """.formatted(backend.uri()))
                .eventLoops(2)
                .service(TestSteps.Arrivals.class, arrivals)
                .start();
        assertThat(gateway.faults()).isEmpty();
    }

    @AfterEach
    void stop() {
        gateway.close();
        backend.close();
    }

    private MockAnswer counted() {
        return MockAnswer.text("" + count.incrementAndGet());
    }

    private HttpResponse<String> call(String path, String... headers) {
        List<String> all = new ArrayList<>(List.of("x-path", path));
        all.addAll(List.of(headers));
        return gateway.get("/call", all.toArray(String[]::new));
    }

    @Test
    void anAnswerIsAskedForOnceUntilItIsStale() {
        backend.on("GET /a", request -> counted());
        assertThat(call("/a").body()).isEqualTo("1");
        HttpResponse<String> again = call("/a");
        assertThat(again.body()).isEqualTo("1");
        assertThat(again.headers().firstValue("age")).isPresent();
        assertThat(call("/a", "traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                        .body())
                .isEqualTo("1");
        gateway.advance(Duration.ofSeconds(31));
        assertThat(call("/a").body()).isEqualTo("2");
    }

    @Test
    void whatDiffersInPathQueryOrAFieldIsAnotherAnswer() {
        backend.on("GET /{p}", request -> counted());
        assertThat(List.of(
                        call("/a").body(),
                        call("/b").body(),
                        call("/a?x=1").body(),
                        call("/a", "x-lang", "de").body(),
                        call("/a", "x-lang", "en").body(),
                        call("/a", "x-lang", "de").body(),
                        call("/a").body()))
                .containsExactly("1", "2", "3", "4", "5", "4", "1");
    }

    @ParameterizedTest
    @CsvSource({
        "cache-control, no-store, false", "cache-control, private, false", "cache-control, 'max-age=0', false",
        "vary, *, false", "cache-control, max-age=60, true", "vary, accept, true"
    })
    void theAnswerSaysWhetherItMayBeStored(String field, String value, boolean stored) {
        backend.on("GET /a", request -> counted().header(field, value));
        call("/a");
        assertThat(call("/a").body()).isEqualTo(stored ? "1" : "2");
    }

    @Test
    void whatTheAnswerStatesGoesBeforeTheTtl() {
        backend.on("GET /a", request -> counted().header("cache-control", "max-age=5"));
        call("/a");
        gateway.advance(Duration.ofSeconds(6));
        assertThat(call("/a").body()).isEqualTo("2");
    }

    @Test
    void withAuthorizationOnlyWhatSaysSoIsStoredAndForThatOneAlone() {
        backend.on("GET /own", request -> counted());
        backend.on("GET /all", request -> counted().header("cache-control", "public, max-age=60"));
        call("/own", "authorization", "a");
        assertThat(call("/own", "authorization", "a").body()).isEqualTo("2");
        assertThat(call("/all", "authorization", "a").body()).isEqualTo("3");
        assertThat(call("/all", "authorization", "a").body()).isEqualTo("3");
        assertThat(call("/all", "authorization", "b").body()).isEqualTo("4");
        assertThat(call("/all").body()).isEqualTo("5");
    }

    @Test
    void aStaleAnswerIsValidated() {
        backend.on(
                "GET /a",
                request -> request.header("if-none-match").isEmpty()
                        ? counted().header("etag", "\"1\"")
                        : MockAnswer.status(304).header("etag", "\"1\""));
        call("/a");
        gateway.advance(Duration.ofSeconds(31));
        assertThat(call("/a").body()).isEqualTo("1");
        assertThat(backend.calls()).hasSize(2);
        assertThat(call("/a").body()).isEqualTo("1");
        assertThat(backend.calls()).hasSize(2);
    }

    @Test
    void fortyAtOnceAreOneFetch() throws Exception {
        Promise<MockAnswer> gate = Promise.promise();
        backend.onLater("GET /a", request -> gate.future());
        List<CompletableFuture<HttpResponse<String>>> all = IntStream.range(0, 40)
                .mapToObj(i -> gateway.client()
                        .sendAsync(
                                gateway.request("/call", "x-path", "/a").build(), HttpResponse.BodyHandlers.ofString()))
                .toList();
        assertThat(forty.await(10, TimeUnit.SECONDS)).isTrue();
        gate.complete(MockAnswer.text("x".repeat(50_000)));
        for (CompletableFuture<HttpResponse<String>> each : all) {
            assertThat(each.get(10, TimeUnit.SECONDS).body()).hasSize(50_000);
        }
        assertThat(backend.calls()).hasSize(1);
    }

    @Test
    void aBodyThatIsTooLongPassesAndIsNotStored() {
        backend.on("GET /a", request -> MockAnswer.text("x".repeat(100_000)));
        assertThat(call("/a").body()).hasSize(100_000);
        assertThat(call("/a").body()).hasSize(100_000);
        assertThat(backend.calls()).hasSize(2);
    }

    @Test
    void theLastGoodAnswerIsThereHoweverOldItIs() {
        backend.on("GET /a", request -> counted());
        assertThat(call("/a", "x-last", "1").statusCode()).isEqualTo(404);
        call("/a");
        gateway.advance(Duration.ofDays(2));
        backend.on("GET /a", MockAnswer.status(500));
        assertThat(call("/a").statusCode()).isEqualTo(500);
        assertThat(call("/a", "x-last", "1").body()).isEqualTo("1");
        assertThat(call("/a", "x-last", "1", "x-lang", "de").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "'max-age=10, must-revalidate', 404",
        "no-cache, 404",
        "'s-maxage=10', 404",
        "'max-age=10, proxy-revalidate', 404",
        "'s-maxage=10, stale-if-error=60', 200",
        "'max-age=10', 200"
    })
    void whatForbidsToBeUsedStaleIsNoLastGoodAnswer(String stated, int status) {
        backend.on(
                "GET /a", request -> counted().header("cache-control", stated).header("etag", "\"1\""));
        call("/a");
        gateway.advance(Duration.ofSeconds(11));
        assertThat(call("/a", "x-last", "1").statusCode()).isEqualTo(status);
    }

    @Test
    void whatIsForbiddenToBeUsedStaleIsTheLastGoodAnswerWhileItIsFresh() {
        backend.on("GET /a", request -> counted().header("cache-control", "max-age=10, must-revalidate"));
        call("/a");
        assertThat(call("/a", "x-last", "1").body()).isEqualTo("1");
    }

    @Test
    void whenAllHaveLeftWhatIsToBeStoredComesToItsEnd() throws Exception {
        MockStream stream = new MockStream();
        backend.onLater("GET /a", request -> MockAnswer.stream(stream).now());
        try (Socket only = ask()) {
            backend.awaitCalls(1);
            stream.write("first ");
            assertThat(only.isConnected()).isTrue();
        }
        stream.write("last");
        stream.end();
        assertThat(call("/a").body()).isEqualTo("first last");
        assertThat(backend.calls()).hasSize(1);
        assertThat(backend.left()).isEmpty();
    }

    @Test
    void whenAllHaveLeftWhatIsNotToBeStoredIsCancelled() throws Exception {
        Promise<MockAnswer> gate = Promise.promise();
        MockStream endless = new MockStream();
        backend.onLater("GET /a", request -> gate.future());
        try (Socket only = ask()) {
            backend.awaitCalls(1);
            assertThat(only.isConnected()).isTrue();
        }
        gate.complete(MockAnswer.stream(endless).header("cache-control", "no-store"));
        endless.write("x");
        assertThat(backend.awaitLeft(1)).hasSize(1);
    }

    private Socket ask() throws IOException {
        Socket socket = gateway.connect();
        socket.getOutputStream()
                .write("GET /call HTTP/1.1\r\nhost: 127.0.0.1:%d\r\nx-path: /a\r\nconnection: close\r\n\r\n"
                        .formatted(socket.getPort())
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    @Test
    void anOriginThatFailsFailsTheCallAndIsAskedAgain() {
        backend.on("GET /a", MockAnswer.fault(MockFault.RESET));
        assertThat(call("/a").statusCode()).isEqualTo(502);
        backend.on("GET /a", request -> counted());
        assertThat(call("/a").body()).isEqualTo("1");
    }

    @Test
    void otherMethodsAreSentAsTheyAre() {
        backend.on("HEAD /a", request -> MockAnswer.status(204));
        assertThat(call("/a", "x-method", "HEAD").statusCode()).isEqualTo(204);
        assertThat(call("/a", "x-method", "HEAD").statusCode()).isEqualTo(204);
        assertThat(backend.calls()).hasSize(2);
    }

    @Test
    void aPurgeOfTheRouteMeetsItToo() {
        backend.on("GET /a", request -> counted());
        call("/a");
        gateway.send(HttpRequest.newBuilder(URI.create(gateway.adminUri() + "/cache?route=call&path=/call"))
                .DELETE());
        assertThat(call("/a").body()).isEqualTo("2");
    }
}
