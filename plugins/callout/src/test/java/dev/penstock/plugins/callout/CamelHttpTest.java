package dev.penstock.plugins.callout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockFault;
import dev.penstock.fleet.MockRequest;
import dev.penstock.fleet.MockServer;
import dev.penstock.fleet.MockStream;
import io.vertx.core.buffer.Buffer;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code camel} with the one component that is bundled, {@code http}. */
class CamelHttpTest {
    private final MockServer backend = MockServer.start()
            .on("GET /get", MockAnswer.json(Map.of("v", 5)))
            .on("POST /post", MockAnswer.text("posted"))
            .on("PUT /put", MockAnswer.text("put"))
            .on("GET /created", MockAnswer.json(201, Map.of("id", 7)))
            .on("GET /empty", MockAnswer.status(204))
            .on("GET /gone", MockAnswer.json(404, Map.of("why", "gone")))
            .on("GET /broken", MockAnswer.status(500))
            .on("GET /moved", MockAnswer.status(302))
            .on("GET /reset", MockAnswer.fault(MockFault.RESET))
            .on("GET /garbage", MockAnswer.fault(MockFault.GARBAGE))
            .on("GET /hang", MockAnswer.fault(MockFault.HANG))
            .on("GET /slow", MockAnswer.status(200).after(Duration.ofSeconds(5)));

    @AfterEach
    void stop() {
        backend.close();
    }

    /** What stands for a dead server's address is refused. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "to: LIVE/get | 200 | {\"v\":5}",
                "to: LIVE/created | 200 | {\"id\":7}",
                "to: LIVE/empty | 200 | ''",
                "to: LIVE/get, reply: none | 202 | ''",
                "to: LIVE/gone | 502 | the component failed",
                "to: LIVE/broken | 502 | the component failed",
                "to: LIVE/broken, reply: none | 502 | the component failed",
                "to: LIVE/moved | 502 | the component failed",
                "to: LIVE/gone?throwExceptionOnFailure=false | 200 | {\"why\":\"gone\"}",
                "to: LIVE/reset | 502 | the component failed",
                "to: LIVE/garbage | 502 | the component failed",
                "to: DEAD/x | 502 | the component failed",
                "to: DEAD/x, reply: none | 502 | the component failed",
                "to: LIVE/hang, timeout: 200ms | 504 | took longer than 200 ms",
                "to: LIVE/slow, timeout: 200ms, name: old-system | 504 | \"step\":\"old-system\""
            })
    void whatTheServerDoesIsWhatTheClientGets(String settings, int status, String shown) {
        try (Harness gateway = Site.with("- camel: {%s}"
                .formatted(settings.replace("LIVE", backend.uri().toString()).replace("DEAD", "http://127.0.0.1:9")))) {
            HttpResponse<String> answer = gateway.get("/a/1");

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
            assertThat(answer.body()).contains(shown).doesNotContain("127.0.0.1", "xception", "apache");
            assertThat(answer.headers().firstValue("proxy-status").isPresent()).isEqualTo(status >= 500);
            assertThat(answer.headers().firstValue("content-type").orElse(""))
                    .isEqualTo(
                            status >= 500
                                    ? "application/problem+json"
                                    : shown.startsWith("{") ? "application/json" : "");
        }
    }

    @Test
    void aCookieOfOneAnswerIsNotSentWithTheNextRequest() {
        backend.on("GET /login", MockAnswer.text("in").header("set-cookie", "sid=first; Path=/"));
        try (Harness gateway = Site.with("- camel: {to: %s/login}".formatted(backend.uri()))) {
            gateway.get("/a/1");
            gateway.get("/a/2");

            assertThat(backend.calls())
                    .hasSize(2)
                    .allSatisfy(seen -> assertThat(seen.headers().get("cookie")).isNull());
        }
    }

    @Test
    void onlyWhatIsDeclaredIsSent() {
        try (Harness gateway = Site.with("""
                - headers: {request: {set: {x-above: "seen"}}}
                - camel:
                    to: %s/post?httpMethod=POST
                    headers: {x-made: "id ${path.id}", x-above: "${header['x-above']}"}
                    body: {id: "${path.id}", n: 7, umlaut: "ü"}
                """.formatted(backend.uri()))) {
            HttpResponse<String> answer = gateway.send(
                    "POST",
                    "/a/41?CamelHttpMethod=DELETE",
                    "the client's secret",
                    "cookie",
                    "c=secret",
                    "authorization",
                    "Bearer secret",
                    "x-made",
                    "secret",
                    "CamelHttpUri",
                    "http://127.0.0.1:9/secret",
                    "camelhttpmethod",
                    "DELETE",
                    "CAMELHTTPQUERY",
                    "q=secret",
                    "CamelHttpPath",
                    "/secret",
                    "CamelFileName",
                    "../secret",
                    "org.apache.camel.http.uri",
                    "secret");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("posted");
            assertThat(answer.headers().firstValue("content-type")).contains("text/plain");
        }
        assertThat(backend.calls()).hasSize(1);
        MockRequest sent = backend.calls().get(0);
        assertThat(sent.target()).isEqualTo("/post");
        assertThat(sent.text()).isEqualTo("{\"id\":\"41\",\"n\":7,\"umlaut\":\"ü\"}");
        assertThat(sent.header("content-type")).startsWith("application/json");
        assertThat(sent.header("x-made")).isEqualTo("id 41");
        assertThat(sent.header("x-above")).isEqualTo("seen");
        sent.headers().forEach((name, value) -> {
            assertThat(name.toLowerCase(Locale.ROOT)).doesNotContain("camel");
            assertThat(value).doesNotContain("secret");
        });
    }

    @Test
    void aHeaderThatSteersTheComponentIsTheFilesToWrite() {
        try (Harness gateway = Site.with("""
                - camel:
                    to: %s/put
                    headers: {CamelHttpMethod: PUT, content-type: text/csv}
                    body: "a;${path.id};ü"
                """.formatted(backend.uri()))) {
            assertThat(gateway.get("/a/1", "CamelHttpMethod", "DELETE").body()).isEqualTo("put");
        }
        MockRequest sent = backend.calls().get(0);
        assertThat(sent.text()).isEqualTo("a;1;ü");
        assertThat(sent.header("content-type")).startsWith("text/csv");
        assertThat(sent.header("CamelHttpMethod")).isEmpty();
    }

    @Test
    void ofTheAnswersHeadersItsTypeAloneComesBack() {
        backend.on(
                "GET /much",
                MockAnswer.text("much")
                        .header("set-cookie", "a=b")
                        .header("x-inner", "inner")
                        .header("etag", "\"inner\"")
                        .header("CamelHttpResponseCode", "418")
                        .header("location", "/inner"));
        try (Harness gateway = Site.with("- camel: {to: %s/much}".formatted(backend.uri()))) {
            HttpResponse<String> answer = gateway.get("/a/1");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().map().keySet())
                    .doesNotContain("set-cookie", "x-inner", "etag", "camelhttpresponsecode", "location")
                    .contains("content-type");
        }
    }

    @Test
    void anAnswerIsReadUpToFourMebibytes() {
        backend.on("GET /fits", MockAnswer.bytes(200, "a/b", Buffer.buffer(new byte[4 << 20])));
        backend.on("GET /over", MockAnswer.bytes(200, "a/b", Buffer.buffer(new byte[(4 << 20) + 1])));
        try (Harness fits = Site.with("- camel: {to: %s/fits}".formatted(backend.uri()));
                Harness over = Site.with("- camel: {to: %s/over}".formatted(backend.uri()))) {
            assertThat(fits.get("/a/1").body()).hasSize(4 << 20);
            HttpResponse<String> tooLong = over.get("/a/1");
            assertThat(tooLong.statusCode()).isEqualTo(502);
            assertThat(tooLong.headers().firstValue("proxy-status"))
                    .contains("penstock; error=http_response_body_size");
        }
    }

    /** A thread that reads from a socket takes no notice of an interruption. */
    @Test
    void theConnectionIsCutWhenTimeIsOutWithinTheBody() {
        MockStream body = new MockStream();
        body.write("a");
        backend.on("GET /drips", seen -> MockAnswer.stream(body));
        try (Harness gateway = Site.with("- camel: {to: %s/drips, timeout: 200ms}".formatted(backend.uri()))) {
            assertThat(gateway.get("/a/1").statusCode()).isEqualTo(504);
            backend.awaitLeft(1);
        }
    }

    @Test
    void theConnectionIsCutWhenTimeIsOutBeforeTheHeadAndNothingIsSentAgain() {
        try (Harness gateway = Site.with("- camel: {to: %s/hang, timeout: 200ms}".formatted(backend.uri()))) {
            assertThat(gateway.get("/a/1").statusCode()).isEqualTo(504);
            backend.awaitLeft(1);
            assertThat(backend.calls("GET /hang")).isOne();
        }
    }

    @Test
    void theConnectionIsCutWhenTheClientLeaves() throws Exception {
        try (Harness gateway = Site.with("- camel: {to: %s/hang}".formatted(backend.uri()))) {
            try (Socket client = gateway.connect()) {
                client.getOutputStream().write("GET /a/1 HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.UTF_8));
                backend.awaitCalls(1);
            }
            backend.awaitLeft(1);
        }
    }

    @Test
    void aLineBreakInAHeaderIsRefused() {
        try (Harness gateway = Site.with("""
                - camel: {to: %s/get, headers: {x-v: "${query.v}"}}
                """.formatted(backend.uri()))) {
            assertThat(gateway.get("/a/1?v=a%0d%0ax-evil:%201").statusCode()).isEqualTo(400);
            assertThat(gateway.get("/a/1").statusCode()).isEqualTo(400);
        }
        assertThat(backend.calls()).isEmpty();
    }

    @Test
    void whatItAnswersInPlaceOfCanFollowAFaultThatIsForgiven() {
        try (Harness gateway = Site.with("""
                - camel: {to: http://127.0.0.1:9/x, on-error: skip}
                - respond: {status: 203}
                """)) {
            assertThat(gateway.get("/a/1").statusCode()).isEqualTo(203);
        }
    }

    @Test
    void whatItIsMadeOfIsWhatItVariesBy() {
        try (Harness gateway = Site.with("""
                - camel: {to: %s/get, headers: {x-lang: "${header['accept-language']}"}}
                """.formatted(backend.uri()))) {
            assertThat(gateway.get("/a/1", "accept-language", "de").headers().firstValue("vary"))
                    .hasValueSatisfying(vary -> assertThat(vary).isEqualToIgnoringCase("accept-language"));
        }
    }
}
