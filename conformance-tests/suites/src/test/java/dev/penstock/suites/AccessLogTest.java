package dev.penstock.suites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockServer;
import dev.penstock.sdk.Json;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The lines of the access log, read from a gateway that writes them into a buffer. */
class AccessLogTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private MockServer backend;
    private Harness gateway;

    @BeforeEach
    void start() {
        backend = MockServer.start().on("GET /x/{rest*}", MockAnswer.text("hello"));
        gateway = Harness.on("t.yaml", """
                        api: t
                        upstreams: {b: {targets: ["%s"]}}
                        routes:
                          - {name: all, match: "GET /x/{rest*}", steps: [{upstream: b}]}
                          - {name: kept, match: GET /kept, steps: [{cache: {ttl: 1m}}, {rewrite: {path: /x/1}}, {upstream: b}]}
                          - name: known
                            match: GET /known
                            steps:
                              - jwt: {issuers: [{issuer: "https://idp.test", jwks: "https://idp.test/jwks", audience: t}]}
                              - respond: {status: 204}
                        """.formatted(backend.uri()))
                .accessLog(written)
                .start();
    }

    @AfterEach
    void stop() {
        gateway.close();
        backend.close();
    }

    @Test
    void aLineHasItsKeysInTheirOrder() {
        String id = gateway.get("/x/7?q=secret")
                .headers()
                .firstValue("x-request-id")
                .orElseThrow();
        Map<String, Object> line = lines(1).get(0);

        assertThat(String.join(" ", line.keySet()))
                .isEqualTo("time id client host method path status bytes duration_ms"
                        + " api route upstream upstream_ms trace");
        assertThat(line)
                .containsEntry("id", id)
                .containsEntry("client", "127.0.0.1")
                .containsEntry("host", gateway.uri().getAuthority())
                .containsEntry("method", "GET")
                .containsEntry("path", "/x/7")
                .containsEntry("status", 200L)
                .containsEntry("bytes", 5L)
                .containsEntry("api", "t")
                .containsEntry("route", "all")
                .containsEntry("upstream", "b");
        assertThat((String) line.get("time")).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
        assertThat((String) line.get("trace")).matches("[0-9a-f]{32}");
        assertThat((Double) line.get("duration_ms")).isGreaterThanOrEqualTo((Double) line.get("upstream_ms"));
    }

    @Test
    void aRequestWithoutARouteHasTheSameKeysAndAnAuthenticatedOneItsConsumer() {
        gateway.get("/nosuch");
        assertThat(lines(1).get(0))
                .containsKeys("api", "route", "upstream", "upstream_ms", "trace")
                .containsEntry("status", 404L)
                .containsEntry("route", null)
                .doesNotContainKey("consumer");

        gateway.get("/known", "authorization", "Bearer " + gateway.token("t", "known", Map.of("sub", "ann")));
        assertThat(String.join(" ", lines(2).get(1).keySet())).startsWith("time id client consumer host method path");
        assertThat(lines(2).get(1)).containsEntry("consumer", "ann");
    }

    @Test
    void whatACacheFetchesNamesItsUpstreamAndAHitNone() {
        gateway.get("/kept");
        gateway.get("/kept");
        assertThat(lines(2).get(0)).containsEntry("upstream", "b").containsKey("upstream_ms");
        assertThat(lines(2).get(1)).containsEntry("upstream", null).containsEntry("upstream_ms", null);
    }

    @Test
    void noCredentialIsInIt() throws Exception {
        send(
                "GET /x/1?access_token=secret-1 HTTP/1.1",
                "Host: x",
                "Authorization: Bearer secret-2",
                "Cookie: sid=secret-3",
                "Proxy-Authorization: Basic secret-4");
        send("GET http://user:secret-5@x/x/1?t=secret-6 HTTP/1.1", "Host: x");
        send("GET x?t=secret-7 HTTP/1.1", "Host: x");
        send("GET /%zz?t=secret-8 HTTP/1.1", "Host: user:secret-9@x");
        assertThat(lines(4)).hasSize(4);
        assertThat(text()).doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /x/%0d%0a{\"forged\":1} HTTP/1.1\r\nHost: x\r\n",
                "GET /x/%22,%22forged%22:1 HTTP/1.1\r\nHost: x\r\n",
                "GET /x/\",\"forged\":\"1 HTTP/1.1\r\nHost: x\r\n",
                "GET /x/\u007f\u001b[31m\u0085\u009b HTTP/1.1\r\nHost: x\r\n",
                "GET /x/\u00e2\u0080\u00a8forged HTTP/1.1\r\nHost: x\r\n",
                "GET /x/1 HTTP/1.1\r\nHost: x\",\"forged\":\"1\r\n",
                "GET /x/1 HTTP/1.1\r\nHost: x\u007f\u0085\u001b[31m\r\n",
                "GET /x/1 HTTP/1.1\r\nHost: x\r\nX-Request-Id: \"},{\"forged\":1\r\n",
                "GET /x/1 HTTP/1.1\r\nHost: x\r\nX-Request-Id: a\u007fb\u0085c\r\n",
                "GET /x/1 HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: \",\"forged\":\"1\r\n",
                "GET /x/1 HTTP/1.1\r\nHost: x\r\nTraceparent: \"},{\"forged\":1\r\n",
                "G\"T /x/1 HTTP/1.1\r\nHost: x\r\n",
                "G\u007fT\u0085 /x/1 HTTP/1.1\r\nHost: x\r\n"
            })
    void whatAClientSendsStaysInsideOneLine(String head) throws Exception {
        gateway.raw(head + "Connection: close\r\n\r\n");

        assertThat(lines(1)).hasSize(1);
        assertThat(lines(1).get(0)).doesNotContainKey("forged");
        assertThat(text().strip()).matches("[^\\p{Cntrl}\u0080-\u009f\u2028\u2029]*");
    }

    private void send(String... head) throws Exception {
        gateway.raw(String.join("\r\n", head) + "\r\nConnection: close\r\n\r\n");
    }

    /** Waits for so many lines; every one must be JSON by itself. */
    private List<Map<String, Object>> lines(int number) {
        String text = Soon.until(Soon.LIVE, this::text, seen -> seen.lines().count() >= number && seen.endsWith("\n"));
        return text.lines().map(AccessLogTest::json).toList();
    }

    private String text() {
        return written.toString(StandardCharsets.UTF_8);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> json(String line) {
        return (Map<String, Object>) Json.parse(Buffer.buffer(line));
    }
}
