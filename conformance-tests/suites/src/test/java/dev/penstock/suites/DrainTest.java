package dev.penstock.suites;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockServer;
import io.vertx.core.Promise;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A gateway that was told to end. */
@Timeout(60)
class DrainTest {
    @Test
    void itIsNotReadyFinishesWhatIsInFlightAndTakesNoNewConnections() throws Exception {
        Promise<MockAnswer> later = Promise.promise();
        try (MockServer backend = MockServer.start().onLater("GET /slow", request -> later.future());
                Harness gateway = start(backend);
                Raw client = Raw.connect(gateway).write("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n")) {
            backend.awaitCalls(1);
            CompletableFuture<Void> drain =
                    CompletableFuture.runAsync(() -> gateway.gateway().drain());
            Soon.sees(() -> Soon.admin(gateway, "GET", "/ready"), "503 {\"ready\":false}");
            awaitRefusal(gateway);
            assertThat(drain).as("while a request is in flight").isNotDone();

            later.complete(MockAnswer.text("done"));
            assertThat(client.head()).startsWith("HTTP/1.1 200").containsIgnoringCase("\r\nconnection: close\r\n");
            assertThat(client.rest()).isEqualTo("done");
            drain.join();
            assertThatThrownBy(() -> Soon.admin(gateway, "GET", "/ready")).hasCauseInstanceOf(ConnectException.class);
        }
    }

    @Test
    void aClientThatKeepsAskingIsToldBeforeItsConnectionCloses() throws Exception {
        try (MockServer backend = MockServer.start();
                Harness gateway = start(backend);
                Raw client = Raw.connect(gateway)) {
            assertThat(ask(client)).doesNotContainIgnoringCase("connection: close");
            CompletableFuture<Void> drain =
                    CompletableFuture.runAsync(() -> gateway.gateway().drain());

            String told = Soon.until(Soon.LIVE, () -> ask(client), head -> head.contains("close") || head.isEmpty());
            assertThat(told).startsWith("HTTP/1.1 204").containsIgnoringCase("\r\nconnection: close\r\n");
            assertThat(client.rest()).isEmpty();
            drain.join();
        }
    }

    @Test
    void aConnectionWithoutARequestIsClosedAndHoldsNothingUp() throws Exception {
        try (MockServer backend = MockServer.start();
                Harness gateway = start(backend);
                Raw client = Raw.connect(gateway)) {
            ask(client);
            gateway.gateway().drain();
            assertThat(client.rest()).isEmpty();
        }
    }

    /** Frames are as the two ends write them; what is in the last column is still to come when the gateway is told to end. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            8101ff               |
            8103616263 8104      | 6162 6364
            827e                 | 0003 616263
            827f0000000000000002 | 6162
            8181 01020304        | 05
            8100                 |
            """)
    void aWebSocketIsToldBetweenTwoFrames(String before, String after) throws Exception {
        String first = text(before);
        String rest = after == null ? "" : text(after);
        CompletableFuture<String> heard = new CompletableFuture<>();
        CompletableFuture<Void> told = new CompletableFuture<>();
        try (RawBackend backend = RawBackend.playing((head, socket) -> {
                    RawBackend.write(
                            socket, "HTTP/1.1 101 S\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n" + first);
                    told.join();
                    RawBackend.write(socket, rest);
                    heard.complete(new String(socket.getInputStream().readNBytes(8), StandardCharsets.ISO_8859_1));
                    socket.close();
                });
                Harness gateway =
                        Harness.on("t.yaml", """
                                api: t
                                upstreams: {b: {targets: ["%s"]}}
                                routes: [{name: r, match: GET /, steps: [{upstream: b}]}]
                                """.formatted(backend.uri())).start();
                Raw client = Raw.connect(gateway)) {
            client.write("GET / HTTP/1.1\r\nhost: t\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n")
                    .head();
            assertThat(client.read(first.length())).isEqualTo(first);
            CompletableFuture<Void> drain =
                    CompletableFuture.runAsync(() -> gateway.gateway().drain());
            awaitRefusal(gateway);
            told.complete(null);
            assertThat(client.read(rest.length() + 4)).isEqualTo(rest + "\u0088\u0002\u0003\u00e9");
            assertThat(drain).as("while the client has not answered").isNotDone();
            String answer = "\u0088\u0082\0\0\0\0\u0003\u00e9";
            client.write(answer);
            assertThat(heard.join()).isEqualTo(answer);
            assertThat(client.rest()).isEmpty();
            drain.join();
        }
    }

    private static String text(String hex) {
        return new String(HexFormat.of().parseHex(hex.replace(" ", "")), StandardCharsets.ISO_8859_1);
    }

    private static Harness start(MockServer backend) {
        return Harness.on("t.yaml", """
                api: t
                upstreams: {b: {targets: ["%s"]}}
                routes:
                  - {name: slow, match: GET /slow, steps: [{upstream: b}]}
                  - {name: quick, match: GET /quick, steps: [{respond: {status: 204}}]}
                """.formatted(backend.uri())).start();
    }

    private static String ask(Raw client) {
        try {
            return client.write("GET /quick HTTP/1.1\r\nHost: x\r\n\r\n").head();
        } catch (IOException cut) {
            return "";
        }
    }

    private static boolean isRefused(Harness gateway) {
        try {
            Raw.connect(gateway).close();
            return false;
        } catch (IOException refused) {
            return true;
        }
    }

    /** Not {@link Soon#sees}: a busy machine may take its time until the drain begins. */
    private static void awaitRefusal(Harness gateway) {
        assertThat(Soon.until(Duration.ofSeconds(20), () -> isRefused(gateway), refused -> refused))
                .isTrue();
    }
}
