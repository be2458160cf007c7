package dev.penstock.plugins.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockServer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a cache does while the upstream is slow: gives the stale answer in time, passes early hints on. */
class LateTest {
    private static final String FILE = """
            api: shop
            upstreams: {b: {targets: ["%s"], timeout: %s}}
            routes: [{name: a, match: GET /a, deadline: %s, steps: [{cache: %s}, {upstream: b}]}]
            """;

    private Promise<MockAnswer> second = Promise.promise();

    private MockServer slow() {
        AtomicInteger count = new AtomicInteger();
        return MockServer.start()
                .onLater(
                        "GET /a",
                        request -> count.incrementAndGet() == 1
                                ? Future.succeededFuture(MockAnswer.text("1").header("cache-control", "max-age=10"))
                                : second.future());
    }

    @Test
    void shortlyBeforeTheDeadlineTheStaleAnswerIsGivenAndTheFetchGoesOn() {
        try (MockServer backend = slow();
                Harness gateway = Harness.on(
                                "shop.yaml", FILE.formatted(backend.uri(), "20s", "4s", "{stale-if-error: 60s}"))
                        .start()) {
            gateway.get("/a");
            gateway.advance(Duration.ofSeconds(11));
            HttpResponse<String> late = gateway.get("/a");
            assertThat(late.statusCode()).isEqualTo(200);
            assertThat(late.body()).isEqualTo("1");
            assertThat(Site.status(late))
                    .startsWith("penstock; fwd=stale; ttl=-")
                    .endsWith("; detail=deadline");
        }
    }

    @Test
    void whereItMayNotStandInTheDeadlinePasses() {
        try (MockServer backend = slow();
                Harness gateway = Harness.on("shop.yaml", FILE.formatted(backend.uri(), "20s", "500ms", "{}"))
                        .start()) {
            gateway.get("/a");
            gateway.advance(Duration.ofSeconds(11));
            assertThat(gateway.get("/a").statusCode()).isEqualTo(504);
        }
    }

    @Test
    void whatWasPurgedMeanwhileStandsInNeitherForWhatIsLateNorForAnError() {
        try (MockServer backend = slow();
                Harness gateway = Harness.on(
                                "shop.yaml", FILE.formatted(backend.uri(), "20s", "2s", "{stale-if-error: 60s}"))
                        .start()) {
            gateway.get("/a");
            gateway.advance(Duration.ofSeconds(11));
            CompletableFuture<HttpResponse<String>> late = gateway.client()
                    .sendAsync(gateway.request("/a").GET().build(), HttpResponse.BodyHandlers.ofString());
            backend.awaitCalls(2);
            assertThat(purge(gateway)).contains("\"purged\":1");
            assertThat(late.join().statusCode()).isEqualTo(504);
        }
        try (MockServer backend = slow();
                Harness gateway = Harness.on(
                                "shop.yaml", FILE.formatted(backend.uri(), "20s", "20s", "{stale-if-error: 60s}"))
                        .start()) {
            second = Promise.promise();
            gateway.get("/a");
            gateway.advance(Duration.ofSeconds(11));
            CompletableFuture<HttpResponse<String>> failed = gateway.client()
                    .sendAsync(gateway.request("/a").GET().build(), HttpResponse.BodyHandlers.ofString());
            backend.awaitCalls(2);
            assertThat(purge(gateway)).contains("\"purged\":1");
            second.complete(MockAnswer.status(500));
            assertThat(failed.join().statusCode()).isEqualTo(500);
        }
    }

    private static String purge(Harness gateway) {
        return gateway.send(HttpRequest.newBuilder(URI.create(gateway.adminUri() + "/cache?path=/a"))
                        .DELETE())
                .body();
    }

    @Test
    void itStandsInForATimeout() {
        try (MockServer backend = slow();
                Harness gateway = Harness.on(
                                "shop.yaml", FILE.formatted(backend.uri(), "300ms", "20s", "{stale-if-error: 60s}"))
                        .start()) {
            gateway.get("/a");
            gateway.advance(Duration.ofSeconds(11));
            HttpResponse<String> late = gateway.get("/a");
            assertThat(late.body()).isEqualTo("1");
            assertThat(Site.status(late)).startsWith("penstock; fwd=stale; fwd-status=504; ttl=-");
        }
    }

    @Test
    void earlyHintsReachTheOneItIsFetchedForAndAreNotStored() throws Exception {
        try (ServerSocket backend = new ServerSocket(0);
                Harness gateway = Harness.on(
                                "shop.yaml",
                                FILE.formatted(
                                        "http://127.0.0.1:" + backend.getLocalPort(), "60s", "60s", "{ttl: 24h}"))
                        .start()) {
            CompletableFuture<Void> answered = CompletableFuture.runAsync(() -> answerWithHints(backend));
            String request = "GET /a HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n";
            assertThat(gateway.raw(request))
                    .startsWith("HTTP/1.1 103 ")
                    .contains("link: </a.css>", "HTTP/1.1 200 ", "; stored; ttl=");
            answered.get();
            assertThat(gateway.raw(request))
                    .startsWith("HTTP/1.1 200 ")
                    .contains("penstock; hit")
                    .doesNotContain("a.css");
        }
    }

    private static void answerWithHints(ServerSocket backend) {
        try (Socket client = backend.accept()) {
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
            while (!reader.readLine().isEmpty()) {}
            client.getOutputStream()
                    .write(
                            "HTTP/1.1 103 Early Hints\r\nlink: </a.css>\r\n\r\nHTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 2\r\n\r\nok"
                                    .getBytes(StandardCharsets.US_ASCII));
            client.getOutputStream().flush();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
