package dev.penstock.suites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code limits} and {@code trusted-proxies} of {@code penstock.yaml} say of a client's connection. */
@Timeout(60)
class ConnectionBoundsTest {
    private static final String GET = "GET /free HTTP/1.1\r\nhost: t\r\n\r\n";

    @Test
    void aConnectionThatCarriesNothingIsClosed() throws Exception {
        try (RawBackend backend = RawBackend.playing((head, socket) -> {});
                Harness gateway = start(backend, "limits: {idle: 300ms}");
                Raw silent = Raw.connect(gateway);
                Raw used = Raw.connect(gateway)) {
            assertThat(used.write(GET).head()).startsWith("HTTP/1.1 204 ");
            assertThat(silent.rest()).isEmpty();
            assertThat(used.rest()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "G", "GET /free HT", "GET /free HTTP/1.1\r\nhost: t\r\nx-long: ", "\r\n"})
    void aFirstHeadThatDoesNotEndInTimeEndsItsConnection(String part) throws Exception {
        try (RawBackend backend = RawBackend.playing((head, socket) -> {});
                Harness gateway = start(backend, "limits: {header-timeout: 300ms}");
                Raw slow = Raw.connect(gateway);
                Raw quick = Raw.connect(gateway)) {
            assertThat(quick.write(GET).head()).startsWith("HTTP/1.1 204 ");
            assertThat(slow.write(part).rest()).isEmpty();
            assertThat(quick.write(GET).head()).startsWith("HTTP/1.1 204 ");
        }
    }

    @Test
    void oneConnectionMoreThanThereMayBeIsClosedAtOnce() throws Exception {
        try (RawBackend backend = RawBackend.playing((head, socket) -> {});
                Harness gateway = start(backend, "limits: {connections: 2}");
                Raw first = Raw.connect(gateway);
                Raw second = Raw.connect(gateway)) {
            assertThat(first.write(GET).head()).startsWith("HTTP/1.1 204 ");
            assertThat(second.write(GET).head()).startsWith("HTTP/1.1 204 ");
            try (Raw third = Raw.connect(gateway)) {
                assertThat(third.rest()).isEmpty();
            }
            assertThat(first.write(GET).head()).startsWith("HTTP/1.1 204 ");
        }
    }

    @Test
    void aClientThatFallsSilentWithinItsBodyIs408() throws Exception {
        try (RawBackend backend = RawBackend.playing((head, socket) -> {});
                Harness gateway = start(backend, "limits: {idle: 300ms}");
                Raw client = Raw.connect(gateway)) {
            client.write("POST /up HTTP/1.1\r\nhost: t\r\ncontent-length: 9\r\n\r\npart");
            assertThat(client.head())
                    .startsWith("HTTP/1.1 408 ")
                    .contains("application/problem+json")
                    .containsIgnoringCase("connection: close");
            client.rest();
        }
    }

    @Test
    void aClientThatReadsNothingIsNotWaitedForForEver() throws Exception {
        CountDownLatch left = new CountDownLatch(1);
        try (RawBackend backend = RawBackend.playing((head, socket) -> {
                    RawBackend.write(socket, "HTTP/1.1 200 OK\r\ncontent-length: 1000000000\r\n\r\n");
                    byte[] much = new byte[1 << 20];
                    try {
                        for (int i = 0; i < 900; i++) {
                            socket.getOutputStream().write(much);
                        }
                    } finally {
                        left.countDown();
                    }
                });
                Harness gateway = start(backend, "limits: {idle: 300ms}");
                Raw client = Raw.connect(gateway)) {
            client.write("GET /down HTTP/1.1\r\nhost: t\r\n\r\n");
            assertThat(left.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void theWordOfATrustedProxyCounts() throws Exception {
        String asked = String.join(
                "\r\n",
                "GET /seen HTTP/1.1",
                "host: inside",
                "connection: close",
                "x-forwarded-for: 6.6.6.6, 1.2.3.4",
                "x-forwarded-proto: https",
                "x-forwarded-host: shop.test",
                "",
                "");
        try (RawBackend backend = RawBackend.playing((head, socket) -> {});
                Harness trusting = start(backend, "trusted-proxies: 127.0.0.0/8");
                Harness wary = start(backend, "trusted-proxies: 10.0.0.0/8")) {
            assertThat(trusting.raw(asked)).endsWith("1.2.3.4 https shop.test");
            assertThat(wary.raw(asked)).endsWith("127.0.0.1 http inside");
        }
    }

    private static Harness start(RawBackend backend, String settings) {
        return Harness.on("t.yaml", """
                        api: t
                        upstreams: {b: {targets: ["%s"]}}
                        routes:
                          - {name: free, match: GET /free, steps: [{respond: {status: 204}}]}
                          - {name: up, match: POST /up, steps: [{upstream: b}]}
                          - {name: down, match: GET /down, steps: [{upstream: b}]}
                          - name: seen
                            match: GET /seen
                            steps:
                              - respond: {status: 200, body: "${client.ip} ${request.scheme} ${request.host}"}
                        """.formatted(backend.uri()))
                .settings(settings)
                .start();
    }
}
