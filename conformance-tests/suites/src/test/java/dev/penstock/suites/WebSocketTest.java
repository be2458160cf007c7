package dev.penstock.suites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A WebSocket passes through an upstream step as bytes. */
@Timeout(60)
class WebSocketTest {
    private static final String ASK = String.join(
            "\r\n",
            "GET /chat HTTP/1.1",
            "host: t",
            "connection: keep-alive, Upgrade",
            "upgrade: websocket",
            "sec-websocket-key: abc",
            "sec-websocket-version: 13",
            "",
            "");
    private static final String SWITCH =
            "HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: Upgrade\r\nsec-websocket-accept: xyz\r\n\r\n";

    @Test
    void theHandshakeAndTheBytesPassBothWays() throws Exception {
        try (RawBackend backend = RawBackend.playing((head, socket) -> {
                    RawBackend.write(socket, SWITCH + "hello " + head.contains("sec-websocket-key: abc"));
                    echo(socket);
                });
                Harness gateway = start(backend, "", "30s");
                Raw client = Raw.connect(gateway)) {
            assertThat(client.write(ASK).head())
                    .startsWith("HTTP/1.1 101 ")
                    .containsIgnoringCase("upgrade: websocket")
                    .containsIgnoringCase("connection: upgrade")
                    .contains("sec-websocket-accept: xyz", "x-above: 101");
            assertThat(client.read(10)).isEqualTo("hello true");
            assertThat(client.write("ping").read(4)).isEqualTo("ping");
        }
    }

    @Test
    void oneThatHasEndedIsNoConnectionAnyMore() throws Exception {
        try (RawBackend backend = RawBackend.playing((head, socket) -> {
                    RawBackend.write(socket, SWITCH);
                    echo(socket);
                });
                Harness gateway = start(backend, "", "30s")) {
            try (Raw client = Raw.connect(gateway)) {
                assertThat(client.write(ASK).head()).startsWith("HTTP/1.1 101 ");
                assertThat(client.write("ping").read(4)).isEqualTo("ping");
                assertThat(Soon.metric(gateway, "penstock_client_connections")).isEqualTo("1.0");
            }
            Soon.sees(() -> Soon.metric(gateway, "penstock_client_connections"), "0.0");
        }
    }

    @Test
    void whatTheTwoEndsAgreeOnIsTheirs() throws Exception {
        String offer = "sec-websocket-extensions: permessage-deflate; client_max_window_bits";
        try (RawBackend backend = RawBackend.playing((head, socket) -> {
                    assertThat(head).contains(offer);
                    RawBackend.write(socket, SWITCH);
                    echo(socket);
                });
                Harness gateway = start(backend, "", "30s");
                Raw client = Raw.connect(gateway)) {
            String asked = ASK.substring(0, ASK.length() - 2) + offer + "\r\n\r\n";
            assertThat(client.write(asked).head())
                    .startsWith("HTTP/1.1 101 ")
                    .doesNotContainIgnoringCase("sec-websocket-extensions");
            assertThat(client.write("ping").read(4)).isEqualTo("ping");
        }
    }

    @Test
    void theDeadlineDoesNotEndItAndSilenceDoes() throws Exception {
        try (RawBackend backend = RawBackend.playing((head, socket) -> {
                    RawBackend.write(socket, SWITCH);
                    echo(socket);
                });
                Harness gateway = start(backend, "idle: 1s, ", "300ms");
                Raw client = Raw.connect(gateway)) {
            client.write(ASK).head();
            long begun = System.nanoTime();
            while (System.nanoTime() - begun < 600_000_000L) {
                assertThat(client.write("on").read(2)).as("beyond the deadline").isEqualTo("on");
            }
            assertThat(client.rest()).as("closed after a second of silence").isEmpty();
            assertThat(System.nanoTime() - begun).isGreaterThan(1_500_000_000L);
        }
    }

    @Test
    void aSwitchThatTheDeadlineMetBeforeItsStepsEndedClosesTheBackendsSide() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        try (RawBackend backend = RawBackend.playing((head, socket) -> {
                    RawBackend.write(socket, SWITCH);
                    echo(socket);
                    closed.countDown();
                });
                Harness gateway = start(backend, "", "300ms");
                Raw client = Raw.connect(gateway)) {
            assertThat(client.write(ASK.replace("/chat", "/stuck")).head()).startsWith("HTTP/1.1 504 ");
            assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void whatABackendSaidLastArrivesBeforeTheEnd() throws Exception {
        try (RawBackend backend = RawBackend.playing((head, socket) -> {
                    RawBackend.write(socket, SWITCH + "x".repeat(200_000) + "bye");
                    socket.close();
                });
                Harness gateway = start(backend, "", "30s");
                Raw client = Raw.connect(gateway)) {
            client.write(ASK).head();
            assertThat(client.rest()).hasSize(200_003).endsWith("bye");
        }
    }

    @Test
    void aBackendThatRefusesIsPassedOnAndTheConnectionGoesOn() throws Exception {
        try (RawBackend backend = RawBackend.playing((head, socket) -> RawBackend.write(
                        socket, "HTTP/1.1 403 Forbidden\r\ncontent-length: 2\r\nx-why: no\r\n\r\nno"));
                Harness gateway = start(backend, "", "30s");
                Raw client = Raw.connect(gateway)) {
            assertThat(client.write(ASK).head()).startsWith("HTTP/1.1 403 ").contains("x-why: no");
            assertThat(client.read(2)).isEqualTo("no");
            assertThat(client.write("GET /free HTTP/1.1\r\nhost: t\r\n\r\n").head())
                    .startsWith("HTTP/1.1 204 ");
        }
    }

    @Test
    void anyOtherUpgradeIsDropped() throws Exception {
        try (RawBackend backend = RawBackend.playing((head, socket) -> {
                    boolean asked = head.toLowerCase(java.util.Locale.ROOT).contains("upgrade");
                    RawBackend.write(
                            socket, "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\n" + (asked ? "asked" : "plain"));
                });
                Harness gateway = start(backend, "", "30s");
                Raw client = Raw.connect(gateway)) {
            client.write(ASK.replace("upgrade: websocket", "upgrade: h2c")).head();
            assertThat(client.read(5)).isEqualTo("plain");
        }
    }

    @Test
    void aClientThatLeavesClosesTheBackendsSide() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        try (RawBackend backend = RawBackend.playing((head, socket) -> {
                    RawBackend.write(socket, SWITCH);
                    echo(socket);
                    closed.countDown();
                });
                Harness gateway = start(backend, "", "30s")) {
            try (Raw client = Raw.connect(gateway)) {
                client.write(ASK).head();
            }
            assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static void echo(Socket socket) throws IOException {
        byte[] bytes = new byte[1024];
        for (int n = socket.getInputStream().read(bytes);
                n >= 0;
                n = socket.getInputStream().read(bytes)) {
            socket.getOutputStream().write(bytes, 0, n);
        }
    }

    private static Harness start(RawBackend backend, String settings, String deadline) {
        return Harness.on("t.yaml", """
                        api: t
                        upstreams: {b: {%1$stargets: ["%2$s"]}}
                        routes:
                          - name: chat
                            match: GET /chat
                            deadline: %3$s
                            steps:
                              - headers: {response: {set: {x-above: "${string(response.status)}"}}}
                              - upstream: b
                          - name: stuck
                            match: GET /stuck
                            deadline: %3$s
                            steps:
                              - stuck: up
                              - upstream: b
                          - {name: free, match: GET /free, steps: [{respond: {status: 204}}]}
                        """.formatted(settings, backend.uri(), deadline))
                .start();
    }
}
