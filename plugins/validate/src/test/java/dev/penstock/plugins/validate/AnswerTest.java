package dev.penstock.plugins.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockFault;
import dev.penstock.fleet.MockServer;
import dev.penstock.fleet.MockStream;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AnswerTest {
    private static final String LEAKY = "leaky";
    private static final String DESCRIPTION = """
            openapi: 3.1.0
            paths:
              /{any}:
                get:
                  responses:
                    "200":
                      headers: {x-left: {required: true, schema: {type: integer}}}
                      content: {application/json: {schema: {type: object, required: [secret], properties: {age: {type: integer}, secret: {writeOnly: true}}}}}
                    "201": {description: anything}
                    4XX: {content: {application/problem+json: {}}}
            """;

    private final MockServer backend = MockServer.start();

    @AfterEach
    void stop() {
        backend.close();
    }

    private Harness on(String response) {
        return Harness.on("a.yaml", """
                        api: a
                        upstreams: {backend: {targets: ["%s"]}}
                        routes: [{name: a, match: "/{rest*}", steps: [{validate: {openapi: d.yaml, response: %s}}, {upstream: backend}]}]
                        """.formatted(backend.uri(), response))
                .file("d.yaml", DESCRIPTION)
                .start();
    }

    private static MockAnswer answer(int status, String type, String body) {
        return MockAnswer.bytes(status, type, Buffer.buffer(body)).header("x-left", "7");
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                Arguments.of(answer(200, "application/json", " {\"age\": 3} "), true),
                Arguments.of(answer(200, "application/json", "{\"age\": \"" + LEAKY + "\"}"), false),
                Arguments.of(answer(200, "application/json", "{\"age\": 3"), false),
                Arguments.of(answer(200, "application/json", ""), false),
                Arguments.of(answer(200, "text/plain", "{}"), false),
                Arguments.of(MockAnswer.bytes(200, "application/json", Buffer.buffer("{}")), false),
                Arguments.of(answer(201, "image/png", "anything"), true),
                Arguments.of(answer(202, "application/json", "{}"), false),
                Arguments.of(answer(404, "application/problem+json", "{}"), true),
                Arguments.of(answer(404, "text/html", "<p>"), false),
                Arguments.of(answer(500, "text/html", "<p>"), true),
                Arguments.of(answer(302, "text/html", ""), true),
                Arguments.of(answer(200, "application/json", "[" + " ".repeat(5 << 20) + "]"), false));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void aWrongAnswerIsA502ThatShowsNothingOfIt(MockAnswer answer, boolean right) {
        backend.on("GET /x", answer);
        try (Harness gateway = on("enforce")) {
            HttpResponse<String> got = gateway.get("/x");
            if (right) {
                assertThat(got.statusCode()).isEqualTo(answer.status());
            } else {
                assertThat(got.statusCode()).isEqualTo(502);
                assertThat(got.body()).contains("problem:upstream-failed").doesNotContain(LEAKY, "errors");
                assertThat(got.headers().firstValue("x-left")).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("answers")
    void aWrongAnswerThatIsWarnedOfPassesAndIsCounted(MockAnswer answer, boolean right) {
        backend.on("GET /x", answer);
        try (Harness gateway = on("warn")) {
            assertThat(gateway.get("/x").statusCode()).isEqualTo(answer.status());
        }
    }

    @Test
    void aCodedAnswerIsReadDecodedAndTheUpstreamIsAskedForNoOther() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write("{\"age\": \"x\"}".getBytes(StandardCharsets.UTF_8));
        }
        backend.on(
                "GET /x",
                MockAnswer.bytes(200, "application/json", Buffer.buffer(bytes.toByteArray()))
                        .header("x-left", "1")
                        .header("content-encoding", "gzip"));
        try (Harness gateway = on("enforce")) {
            assertThat(gateway.get("/x", "accept-encoding", "zstd, gzip;q=0.5, deflate")
                            .statusCode())
                    .isEqualTo(502);
            assertThat(backend.calls().get(0).header("accept-encoding")).isEqualTo("gzip;q=0.5");
        }
    }

    @Test
    void theGatewaysOwnErrorsAndHeadAreLeftAsTheyAre() {
        backend.on("GET /x", MockAnswer.fault(MockFault.RESET)).on("HEAD /y", answer(200, "application/json", ""));
        try (Harness gateway = on("enforce")) {
            assertThat(gateway.get("/x").body()).contains("\"status\":502").doesNotContain("describes");
            assertThat(gateway.send("HEAD", "/y", "").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void whatIsWarnedOfIsNotHeldBack() throws Exception {
        MockStream stream = new MockStream();
        backend.on(
                "GET /x",
                MockAnswer.stream(stream)
                        .header("content-type", "application/json")
                        .header("x-left", "1"));
        try (Harness gateway = on("warn")) {
            HttpResponse<InputStream> got =
                    gateway.client().send(gateway.request("/x").build(), HttpResponse.BodyHandlers.ofInputStream());
            stream.write("{\"age\":");
            assertThat(new String(got.body().readNBytes(7), StandardCharsets.UTF_8))
                    .isEqualTo("{\"age\":");
            stream.write("\"x\"}");
            stream.end();
            assertThat(new String(got.body().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("\"x\"}");
            assertThat(metrics(gateway))
                    .contains("penstock_validate_answer_faults_total{api=\"a\",route=\"a\",step=\"validate\",} 1.0");
        }
    }

    private static String metrics(Harness gateway) throws Exception {
        return gateway.client()
                .send(
                        java.net.http.HttpRequest.newBuilder(gateway.adminUri().resolve("/metrics"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
