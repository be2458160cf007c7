package dev.penstock.suites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A connection to a backend is used again only where nothing of the request or the answer is left on it. */
class ConnectionReuseTest {
    private static final String OK = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n";

    @Test
    void notWhenTheBackendAnsweredBeforeTheRequestHadCome() throws Exception {
        try (Backend backend = new Backend(OK + "\r\nok");
                Harness gateway = start(backend);
                Socket client = gateway.connect()) {
            send(client, "POST /x HTTP/1.1\r\nhost: x\r\ncontent-length: 100000\r\n\r\nbegun");
            assertThat(head(client)).startsWith("HTTP/1.1 200");
            // The rest comes when nobody passes it on any more; to the backend it is still missing.
            send(client, "x".repeat(100_000 - "begun".length()) + "GET /x HTTP/1.1\r\nhost: x\r\n\r\n");
            assertThat(head(client)).contains("HTTP/1.1 200");

            assertThat(backend.connections()).isEqualTo(2);
        }
    }

    @Test
    void notWhenTheBackendSaidThatItCloses() throws Exception {
        try (Backend backend = new Backend(OK + "connection: close\r\n\r\nok");
                Harness gateway = start(backend)) {
            assertThat(gateway.get("/x").body()).isEqualTo("ok");
            assertThat(gateway.get("/x").body()).isEqualTo("ok");
            assertThat(backend.connections()).isEqualTo(2);
        }
    }

    /** A connection that was closed as it was used again: nothing of the request was answered. */
    @ParameterizedTest
    @CsvSource({"PUT, 200", "DELETE, 200", "POST, 502"})
    void notOneThatWasClosedMeanwhile(String method, int status) throws Exception {
        AtomicInteger served = new AtomicInteger();
        try (RawBackend backend = RawBackend.playing((head, socket) -> {
                    served.incrementAndGet();
                    RawBackend.write(socket, OK + "\r\nok");
                    head(socket);
                    socket.close();
                });
                Harness gateway = Harness.on("t.yaml", file(backend.port()))
                        .settings("event-loops: 1\n")
                        .start()) {
            assertThat(gateway.get("/x").statusCode()).isEqualTo(200);
            assertThat(gateway.send(method, "/x", "body").statusCode()).isEqualTo(status);
            assertThat(served.get()).isEqualTo(status == 200 ? 2 : 1);
        }
    }

    @Test
    void butWhereBothCameToTheirEnd() throws Exception {
        try (Backend backend = new Backend(OK + "\r\nok");
                Harness gateway = start(backend)) {
            assertThat(gateway.get("/x").body()).isEqualTo("ok");
            assertThat(gateway.send("POST", "/x", "whole").body()).isEqualTo("ok");
            assertThat(backend.connections()).isEqualTo(1);
        }
    }

    @Test
    void traceIsRefusedByARouteOfAnyMethod() throws Exception {
        try (MockServer backend = MockServer.start().on("GET /x", MockAnswer.text("ok"));
                Harness gateway = Harness.on("t.yaml", file(backend.port())).start()) {
            assertThat(gateway.raw("TRACE /x HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 405");
            assertThat(backend.calls()).isEmpty();
        }
    }

    private static Harness start(Backend backend) {
        return Harness.on("t.yaml", file(backend.server.getLocalPort())).start();
    }

    private static String file(int port) {
        return """
                api: t
                upstreams: {b: {targets: ["http://127.0.0.1:%d"]}}
                routes: [{name: x, match: /x, steps: [{upstream: b}]}]
                """.formatted(port);
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Reads up to the blank line. */
    private static String head(Socket socket) throws IOException {
        StringBuilder head = new StringBuilder();
        InputStream in = socket.getInputStream();
        for (int next = in.read(); next >= 0; next = in.read()) {
            head.append((char) next);
            if (head.indexOf("\r\n\r\n") >= 0) {
                break;
            }
        }
        return head.toString();
    }

    /** Answers each head that it reads with the same bytes, without reading bodies, and keeps the connection open. */
    private static final class Backend implements AutoCloseable {
        private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final AtomicInteger connections = new AtomicInteger();

        Backend(String answer) throws IOException {
            daemon(() -> {
                while (true) {
                    Socket socket = server.accept();
                    connections.incrementAndGet();
                    daemon(() -> serve(socket, answer));
                }
            });
        }

        int connections() {
            return connections.get();
        }

        private static void serve(Socket socket, String answer) throws IOException {
            try (socket) {
                while (head(socket).endsWith("\r\n\r\n")) {
                    send(socket, answer);
                }
            }
        }

        private interface Work {
            void run() throws IOException;
        }

        private static void daemon(Work work) {
            Thread thread = new Thread(() -> {
                try {
                    work.run();
                } catch (IOException closed) {
                    Thread.currentThread().interrupt();
                }
            });
            thread.setDaemon(true);
            thread.start();
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
