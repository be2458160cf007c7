package dev.penstock.suites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockServer;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bodies that are content-coded, read by expressions; what passes stays as it was. */
class CodedBodyTest {
    /** {@code {"n":3}}, of an encoder for Brotli. */
    private static final byte[] BROTLI = Base64.getDecoder().decode("CwOAeyJuIjozfQM=");

    private MockServer backend;
    private Harness gateway;

    @BeforeEach
    void start() {
        backend = MockServer.start()
                .on("POST /seen", MockAnswer.text("seen"))
                .on("GET /gzip", coded("gzip", zipped("{\"n\":3}")))
                .on("GET /br", coded("br", BROTLI))
                .on("GET /broken", coded("gzip", BROTLI));
        gateway = Harness.on("t.yaml", """
                        api: t
                        upstreams: {b: {targets: ["%s"]}}
                        routes:
                          - {name: in, match: POST /seen, steps: [{headers: {request: {set: {x-n: "${body.n}"}}}}, {upstream: b}]}
                          - {name: out, match: "GET /{p}", steps: [{headers: {response: {set: {x-n: "${response.body.n}"}}}}, {upstream: b}]}
                        """.formatted(backend.uri())).start();
    }

    @AfterEach
    void stop() {
        gateway.close();
        backend.close();
    }

    private static MockAnswer coded(String coding, byte[] bytes) {
        return MockAnswer.bytes(200, "application/json", Buffer.buffer(bytes)).header("content-encoding", coding);
    }

    private static byte[] zipped(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return out.toByteArray();
    }

    private HttpResponse<String> post(byte[] body, String coding) {
        return gateway.send(gateway.request("/seen", "content-encoding", coding, "content-type", "application/json")
                .method("POST", HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    @Test
    void aRequestIsReadDecodedAndGoesOnAsItCame() {
        byte[] zipped = zipped("{\"n\":3}");
        assertThat(post(zipped, "gzip").statusCode()).isEqualTo(200);
        assertThat(backend.calls().get(0).header("x-n")).isEqualTo("3");
        assertThat(backend.calls().get(0).body()).isEqualTo(Buffer.buffer(zipped));
        assertThat(post(BROTLI, "br").statusCode()).isEqualTo(200);
        assertThat(backend.calls().get(1).header("x-n")).isEqualTo("3");
        assertThat(post(BROTLI, "gzip").statusCode()).isEqualTo(400);
        assertThat(post(zipped("{\"n\": \"" + "x".repeat(11 << 20) + "\"}"), "gzip")
                        .statusCode())
                .isEqualTo(413);
    }

    @ParameterizedTest
    @CsvSource({"/gzip, 3", "/br, 3"})
    void anAnswerIsReadDecodedAndNoOtherCodingIsAskedFor(String path, String n) {
        HttpResponse<String> answer = gateway.get(path, "accept-encoding", "zstd, gzip;q=0.5, br, *");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("x-n")).contains(n);
        assertThat(answer.headers().firstValue("content-encoding")).contains(path.substring(1));
        assertThat(backend.calls().get(0).header("accept-encoding")).isEqualTo("gzip;q=0.5, br");
    }

    @Test
    void anAnswerThatIsNotCodedAsItSaysIsAFault() {
        assertThat(gateway.get("/broken").statusCode()).isEqualTo(500);
    }
}
