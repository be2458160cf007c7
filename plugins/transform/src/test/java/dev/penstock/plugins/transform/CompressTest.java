package dev.penstock.plugins.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aayushatharva.brotli4j.decoder.BrotliInputStream;
import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockFault;
import dev.penstock.fleet.MockServer;
import dev.penstock.fleet.MockStream;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class CompressTest {
    private static final String TEXT = "as it is and as it was ".repeat(1_000);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static MockServer backend;
    private static Harness gateway;

    @BeforeAll
    static void start() {
        backend = MockServer.start()
                .on("GET /text", text("text/plain; charset=utf-8"))
                .on("HEAD /text", text("text/plain"))
                .on("GET /unmodified", MockAnswer.status(304).header("etag", "\"v1\""))
                .on("GET /json", text("application/problem+json"))
                .on("GET /svg", text("image/svg+xml"))
                .on("GET /png", text("image/png"))
                .on("GET /untyped", text(""))
                .on("GET /small", MockAnswer.text("x".repeat(1023)))
                .on("GET /edge", MockAnswer.text("x".repeat(1024)))
                .on("GET /none", MockAnswer.status(204).header("content-type", "text/plain"))
                .on("GET /part", MockAnswer.bytes(206, "text/plain", Buffer.buffer(TEXT)))
                .on("GET /kept", text("text/plain").header("cache-control", "public, No-Transform"))
                .on("GET /coded", text("text/plain").header("content-encoding", "deflate"))
                .on("GET /tagged", text("text/plain").header("etag", "\"v1\"").header("accept-ranges", "bytes"))
                .on("GET /varied", text("text/plain").header("vary", "Origin"))
                .on("GET /broken", text("text/plain").failing(MockFault.TRUNCATE));
        gateway = Harness.on("t.yaml", """
                        api: t
                        upstreams: {b: {targets: ["%s"]}}
                        routes:
                          - {name: gz, match: "/gz/{p}", steps: [{compress: {encodings: gzip, min: 0}}, {rewrite: {path: "/${path.p}"}}, {upstream: b}]}
                          - {name: own, match: /own, steps: [{compress: {}}, {respond: {body: "%s"}}]}
                          - {name: all, match: "/{p}", steps: [{compress: {}}, {upstream: b}]}
                        """.formatted(backend.uri(), TEXT)).start();
    }

    private static MockAnswer text(String type) {
        return MockAnswer.bytes(200, type, Buffer.buffer(TEXT));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        backend.close();
    }

    private static HttpResponse<byte[]> get(String path, String accepted) {
        try {
            return CLIENT.send(
                    gateway.request(path, "accept-encoding", accepted).build(),
                    HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }

    private static String coding(HttpResponse<?> answer) {
        return answer.headers().firstValue("content-encoding").orElse("none");
    }

    private static String decoded(HttpResponse<byte[]> answer) throws IOException {
        InputStream bytes = new ByteArrayInputStream(answer.body());
        InputStream plain = switch (coding(answer)) {
            case "gzip" -> new GZIPInputStream(bytes);
            case "br" -> new BrotliInputStream(bytes);
            default -> bytes;
        };
        return new String(plain.readAllBytes(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip                         | gzip",
                "x-gzip                       | gzip",
                "br                           | br",
                "gzip, br                     | br",
                "gzip;q=0.9, br;q=0.8         | gzip",
                "GZIP ; Q=1                   | gzip",
                "*                            | br",
                "*;q=0.5, br;q=0              | gzip",
                "deflate, gzip;q=1.0, *;q=0   | gzip",
                "identity;q=0.5, gzip         | gzip",
                "identity, gzip;q=0.5         | none",
                "gzip;q=0                     | none",
                "gzip;q=0.000, br;q=0.0       | none",
                "*;q=0                        | none",
                "gzip;q=2                     | none",
                "gzip;q=one                   | none",
                "deflate, zstd                | none",
                "identity                     | none"
            })
    void theClientSaysWhatItTakes(String accepted, String coding) throws IOException {
        HttpResponse<byte[]> answer = get("/text", accepted);
        assertThat(coding(answer)).isEqualTo(coding);
        assertThat(decoded(answer)).isEqualTo(TEXT);
        assertThat(answer.headers().allValues("vary")).containsExactly("Accept-Encoding");
        if (!coding.equals("none")) {
            assertThat(answer.body().length).isLessThan(2_000);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/json, br, true",
        "/svg, br, true",
        "/edge, br, true",
        "/own, br, true",
        "/gz/small, gzip, true",
        "/png, none, false",
        "/untyped, none, false",
        "/small, none, true",
        "/none, none, false",
        "/part, none, false",
        "/kept, none, false",
        "/coded, deflate, false"
    })
    void whatIsNotWorthItOrMayNotStaysAsItIs(String path, String coding, boolean varies) {
        HttpResponse<byte[]> answer = get(path, "gzip, br");
        assertThat(coding(answer)).isEqualTo(coding);
        assertThat(answer.headers().firstValue("vary").isPresent()).isEqualTo(varies);
    }

    @Test
    void whatSpokeOfTheBytesAsTheyWereIsGone() {
        HttpResponse<byte[]> coded = get("/tagged", "gzip");
        assertThat(coded.headers().firstValue("etag")).contains("W/\"v1\"");
        assertThat(coded.headers().map()).doesNotContainKeys("content-length", "accept-ranges");
        HttpResponse<byte[]> plain = get("/tagged", "identity");
        assertThat(plain.headers().firstValue("etag")).contains("\"v1\"");
        assertThat(get("/varied", "gzip").headers().firstValue("vary")).contains("Origin, Accept-Encoding");
    }

    /** RFC 9110 section 15.4.5. */
    @ParameterizedTest
    @CsvSource({"W/\"v1\", W/\"v1\"", "'\"other\", W/\"v1\"', W/\"v1\"", "\"v1\", \"v1\""})
    void whatWasNotModifiedHasTheTagThatTheClientKnows(String known, String tag) {
        HttpResponse<String> answer =
                gateway.send(gateway.request("/unmodified", "accept-encoding", "gzip", "if-none-match", known));
        assertThat(answer.statusCode()).isEqualTo(304);
        assertThat(answer.headers().firstValue("etag")).contains(tag);
        assertThat(answer.headers().firstValue("vary")).contains("Accept-Encoding");
    }

    @Test
    void aHeadHasTheFieldsOfItsGet() {
        HttpResponse<String> answer = gateway.send(gateway.request("/text", "accept-encoding", "gzip")
                .method("HEAD", HttpRequest.BodyPublishers.noBody()));
        assertThat(coding(answer)).isEqualTo("gzip");
        assertThat(answer.headers().map()).doesNotContainKey("content-length");
    }

    @ParameterizedTest
    @CsvSource({"gzip", "br"})
    void anEventDoesNotWaitForTheNext(String coding) throws Exception {
        MockStream events = new MockStream();
        backend.on("GET /events", MockAnswer.stream(events).header("content-type", "text/event-stream"));
        HttpResponse<InputStream> answer = CLIENT.send(
                gateway.request("/events", "accept-encoding", coding).build(),
                HttpResponse.BodyHandlers.ofInputStream());
        assertThat(answer.headers().firstValue("content-encoding")).contains(coding);
        events.write("data: first\n\n");
        if (coding.equals("br")) {
            // Its decoder here would wait for more than there is: all of the first event has come.
            byte[] first = answer.body().readNBytes(16);
            events.write("data: second\n\n");
            events.end();
            byte[] all = Buffer.buffer(first)
                    .appendBytes(answer.body().readAllBytes())
                    .getBytes();
            assertThat(new BrotliInputStream(new ByteArrayInputStream(all)).readAllBytes())
                    .asString()
                    .isEqualTo("data: first\n\ndata: second\n\n");
            return;
        }
        try (InputStream plain = new GZIPInputStream(answer.body())) {
            assertThat(plain.readNBytes(13)).asString().isEqualTo("data: first\n\n");
            events.write("data: second\n\n");
            assertThat(plain.readNBytes(14)).asString().isEqualTo("data: second\n\n");
            events.end();
        }
    }

    @Test
    void aBodyThatBreaksOffBreaksOff() {
        assertThatThrownBy(() -> get("/broken", "gzip")).isInstanceOf(UncheckedIOException.class);
    }
}
