package dev.penstock.plugins.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockFault;
import dev.penstock.fleet.MockServer;
import dev.penstock.fleet.MockStream;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every fault of a call does to the answer, by every rule. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FailureTest {
    private static final String RULES = """
                  - name: %1$s %2$s
                    match: GET /%1$s/%2$s
                    steps:
                      - aggregate:
                          calls:
                            good: {get: /good, from: b}
                            wonky: {get: /%1$s, from: %3$s, timeout: %4$s, max-body: 1KiB, on-error: %5$s}
            """;

    private static final List<String> FAULTS = List.of(
            "refused",
            "reset",
            "empty",
            "truncate",
            "garbage",
            "hang",
            "stall",
            "not-found",
            "error",
            "large",
            "cut",
            "latin");

    private final MockServer backend = MockServer.start();
    private final Socket nobody = new Socket();
    private Harness gateway;

    @BeforeAll
    void start() throws IOException {
        nobody.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)); // taken, and nobody listens
        backend.on("GET /good", MockAnswer.json(5))
                .on("GET /reset", MockAnswer.fault(MockFault.RESET))
                .on("GET /empty", MockAnswer.fault(MockFault.EMPTY))
                .on("GET /truncate", MockAnswer.fault(MockFault.TRUNCATE))
                .on("GET /garbage", MockAnswer.fault(MockFault.GARBAGE))
                .on("GET /hang", MockAnswer.fault(MockFault.HANG))
                .on("GET /stall", seen -> MockAnswer.stream(started()))
                .on("GET /not-found", MockAnswer.json(404, Map.of()))
                .on("GET /error", MockAnswer.json(500, Map.of()))
                .on("GET /large", MockAnswer.json("x".repeat(2000)))
                .on("GET /cut", MockAnswer.bytes(200, "application/json", Buffer.buffer("{\"a\": ")))
                .on(
                        "GET /latin",
                        MockAnswer.bytes(
                                200, "text/plain", Buffer.buffer("\u00e9".getBytes(StandardCharsets.ISO_8859_1))));
        StringBuilder file = new StringBuilder("""
                api: a
                upstreams: {b: {targets: ["%s"]}, dead: {targets: ["http://127.0.0.1:%d"]}}
                routes:
                """.formatted(backend.uri(), nobody.getLocalPort()));
        for (String fault : FAULTS) {
            String from = fault.equals("refused") ? "dead" : "b";
            String timeout = fault.equals("hang") || fault.equals("stall") ? "150ms" : "10s";
            file.append(RULES.formatted(fault, "fail", from, timeout, "fail"));
            file.append(RULES.formatted(fault, "omit", from, timeout, "omit"));
            file.append(RULES.formatted(fault, "null", from, timeout, "null"));
            file.append(RULES.formatted(fault, "use", from, timeout, "{use: {n: 3}}"));
        }
        gateway = Harness.on("a.yaml", file.toString()).start();
        assertThat(gateway.faults()).isEmpty();
    }

    private static MockStream started() {
        MockStream stream = new MockStream();
        stream.write("{");
        return stream;
    }

    @AfterAll
    void stop() throws IOException {
        gateway.close();
        backend.close();
        nobody.close();
    }

    @ParameterizedTest
    @CsvSource({
        "refused, 502, error=connection_refused",
        "reset, 502, error=connection_terminated",
        "empty, 502, error=connection_terminated",
        "truncate, 502, error=http_response_incomplete",
        "garbage, 502, error=http_protocol_error",
        "hang, 504, error=http_response_timeout",
        "stall, 504, error=http_response_timeout",
        "not-found, 502, received-status=404",
        "error, 502, received-status=500",
        "large, 502, error=http_response_body_size",
        "cut, 502, error=http_protocol_error",
        "latin, 502, error=http_protocol_error"
    })
    void aFaultDoesWhatTheRuleSays(String fault, int status, String parameter) {
        String member = "penstock; " + parameter + "; details=\"wonky\"";
        HttpResponse<String> failed = gateway.get("/" + fault + "/fail");
        assertThat(failed.statusCode()).isEqualTo(status);
        assertThat(failed.headers().firstValue("content-type")).contains("application/problem+json");
        assertThat(failed.headers().allValues("proxy-status")).containsExactly(member);
        assertThat(failed.body())
                .contains("\"call\":\"wonky\"", "'wonky'")
                .doesNotContain("127.0.0.1")
                .doesNotContain("Exception");
        partial(fault + "/omit", "{\"good\":5}", member);
        partial(fault + "/null", "{\"good\":5,\"wonky\":null}", member);
        partial(fault + "/use", "{\"good\":5,\"wonky\":{\"n\":3}}", member);
    }

    private void partial(String path, String body, String member) {
        HttpResponse<String> answer = gateway.get("/" + path);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(body);
        assertThat(answer.headers().allValues("penstock-partial")).containsExactly("wonky");
        assertThat(answer.headers().allValues("cache-control")).containsExactly("no-store");
        assertThat(answer.headers().allValues("proxy-status")).containsExactly(member);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"null\"      | {\"good\":5,\"wonky\":null}",
                "null          | {\"good\":5,\"wonky\":null}",
                "omit          | {\"good\":5}",
                "body          | {\"good\":5,\"wonky\":{\"why\":\"gone\"}}",
                "{use: [1, 2]} | {\"good\":5,\"wonky\":[1,2]}"
            })
    void aStatusThatTheFileNamesIsDataNotAnError(String remedy, String body) {
        try (Site site = new Site()) {
            site.backend.on("GET /good", MockAnswer.json(5)).on("GET /x", MockAnswer.json(404, Map.of("why", "gone")));
            try (Harness join = site.joining("""
                    calls:
                      good: {get: /good, from: b}
                      wonky: {get: /x, from: b, on-error: fail, on-status: {404: %s}}
                    """.formatted(remedy))) {
                HttpResponse<String> answer = join.get("/a/1");
                assertThat(answer.body()).isEqualTo(body);
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.headers().firstValue("penstock-partial")).isEmpty();
                assertThat(answer.headers().firstValue("cache-control")).isEmpty();
            }
        }
    }

    @Test
    void aStatusBelow400CanBeMadeToFail() {
        try (Site site = new Site()) {
            site.backend.on("GET /x", MockAnswer.status(204));
            try (Harness join =
                    site.joining("calls: {x: {get: /x, from: b, on-error: omit, on-status: {204: fail}}}")) {
                HttpResponse<String> answer = join.get("/a/1");
                assertThat(answer.statusCode()).isEqualTo(502);
                assertThat(answer.headers().firstValue("proxy-status"))
                        .contains("penstock; received-status=204; details=\"x\"");
            }
        }
    }

    @Test
    void whatNamesACallThatIsLeftOutIsLeftOutToo() {
        try (Site site = new Site()) {
            site.backend.on("GET /good", MockAnswer.json(5)).on("GET /r", MockAnswer.status(500));
            try (Harness join = site.joining("""
                    calls:
                      good: {get: /good, from: b}
                      r: {get: /r, from: b, on-error: omit}
                      s: {get: "/after/${r.body.id}", from: b, when: "true"}
                      t: {post: /after, from: b, body: {id: "${s.body.id}"}}
                    body:
                      good: ${good.body}
                      r: ${r.body}
                      deep: {s: "${s.body.x}", text: "no. ${t.body}", keep: 1}
                    """)) {
                HttpResponse<String> answer = join.get("/a/1");
                assertThat(answer.body()).isEqualTo("{\"good\":5,\"deep\":{\"keep\":1}}");
                assertThat(answer.headers().firstValue("penstock-partial")).contains("r, s, t");
                assertThat(answer.headers().firstValue("proxy-status"))
                        .contains("penstock; received-status=500; details=\"r\", "
                                + "penstock; error=proxy_internal_response; details=\"s\", "
                                + "penstock; error=proxy_internal_response; details=\"t\"");
            }
            assertThat(site.backend.unmatched()).isEmpty();
        }
    }

    @Test
    void aValueThatStandsInFeedsTheCallsThatNameIt() {
        try (Site site = new Site()) {
            site.backend.on("GET /x", MockAnswer.status(503)).on("GET /next/Z-1", MockAnswer.json("next"));
            try (Harness join = site.joining("""
                    calls:
                      x: {get: /x, from: b, on-error: {use: {sku: Z-1, of: "${path.id}"}}}
                      next: {get: "/next/${x.body.sku}", from: b}
                    body: {of: "${x.body.of}", next: "${next.body}", status: "${x.status}"}
                    """)) {
                HttpResponse<String> answer = join.get("/a/7");
                assertThat(answer.body()).isEqualTo("{\"of\":\"7\",\"next\":\"next\",\"status\":503}");
                assertThat(answer.headers().firstValue("penstock-partial")).contains("x");
            }
        }
    }
}
