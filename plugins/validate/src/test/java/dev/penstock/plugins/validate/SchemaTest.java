package dev.penstock.plugins.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockServer;
import dev.penstock.sdk.Json;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaTest {
    private final MockServer backend = MockServer.start()
            .on("POST /a", MockAnswer.text("fine"))
            .on("GET /a", MockAnswer.text("fine"))
            .on("DELETE /a", MockAnswer.text("fine"));

    @AfterEach
    void stop() {
        backend.close();
    }

    private Harness on(String schema) {
        return Harness.on("a.yaml", """
                        api: a
                        upstreams: {backend: {targets: ["%s"]}}
                        routes:
                          - {name: a, match: /a, steps: [{validate: {schema: s.json, name: shape}}, {upstream: backend}]}
                          - {name: b, match: /b, steps: [{respond: {body: fine}}]}
                        """.formatted(backend.uri()))
                .file("s.json", schema)
                .start();
    }

    private static HttpResponse<String> post(Harness gateway, String body) {
        return gateway.send("POST", "/a", body, "content-type", "application/json");
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, String>> errors(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(400);
        Map<String, Object> problem = (Map<String, Object>) Json.parse(Buffer.buffer(answer.body()));
        assertThat(problem)
                .containsEntry("type", "urn:penstock:problem:malformed")
                .containsKey("step");
        return (List<Map<String, String>>) problem.get("errors");
    }

    @Test
    void everyFaultIsToldWithItsPointerAndNothingOfTheValues() {
        String schema = """
                {"required": ["id", "name"], "properties": {"items": {"items": {"required": ["sku"], "properties":
                 {"qty": {"maximum": 9}, "sku": {"enum": ["a", "b"]}}, "additionalProperties": false}}}}
                """;
        try (Harness gateway = on(schema)) {
            HttpResponse<String> answer =
                    post(gateway, "{\"id\": 1, \"items\": [{\"sku\": \"secret\", \"qty\": 77}, {\"more\": 1}]}");
            assertThat(errors(answer))
                    .extracting(error -> error.get("in") + " " + error.get("pointer") + " " + error.get("detail"))
                    .containsExactlyInAnyOrder(
                            "body  expected the property 'name', found none",
                            "body /items/0/sku expected one of \"a\", \"b\", found another value",
                            "body /items/0/qty expected at most 9, found more",
                            "body /items/1 expected the property 'sku', found none",
                            "body /items/1/more expected no property of this name, found one");
            assertThat(answer.body()).doesNotContain("secret", "77");
            assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
            assertThat(backend.calls()).isEmpty();
        }
    }

    @Test
    void fiftyFaultsAreEnough() {
        try (Harness gateway = on("{\"items\": {\"anyOf\": [{\"type\": \"integer\"}, {\"type\": \"null\"}]}}")) {
            assertThat(errors(post(gateway, "[" + "\"x\",".repeat(200_000) + "1]")))
                    .hasSize(50);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST   | application/json              | {}   | 200",
                "POST   | application/json;charset=utf-8| {}   | 200",
                "POST   | Application/Problem+JSON      | {}   | 200",
                "POST   | text/json                     | {}   | 415",
                "POST   | application/jsonx             | {}   | 415",
                "POST   | application/xml               | {}   | 415",
                "POST   | nonsense                      | {}   | 415",
                "POST   | 'application/json, text/html' | {}   | 415",
                "POST   |                               | {}   | 415",
                "POST   | application/json              |      | 400",
                "POST   |                               |      | 400",
                "GET    |                               |      | 200",
                "DELETE |                               |      | 200",
                "DELETE | application/json              | []   | 400",
                "GET    | application/json              | {}   | 200",
                "GET    | text/plain                    | {}   | 415",
            })
    void aBodyIsJsonAndThereWhereTheMethodIsAboutIt(String method, String type, String body, int status) {
        try (Harness gateway = on("{\"type\": \"object\"}")) {
            String[] headers = type == null ? new String[0] : new String[] {"content-type", type};
            HttpResponse<String> answer = gateway.send(method, "/a", body == null ? "" : body, headers);
            assertThat(answer.statusCode()).isEqualTo(status);
        }
    }

    @Test
    void aRepetitionOfAThousandIsCompiledWhicheverThreadReadsTheFile() {
        try (Harness gateway = on("{\"type\": \"string\", \"pattern\": \"^[a-z]{1,1000}$\"}")) {
            assertThat(gateway.faults()).isEmpty();
        }
    }

    @Test
    void aCodedBodyIsReadDecodedAndGoesOnAsItIs() throws IOException {
        try (Harness gateway = on("{\"type\": \"object\"}")) {
            byte[] good = zipped("{}");
            assertThat(coded(gateway, good, "gzip")).isEqualTo(200);
            assertThat(backend.calls()).singleElement().satisfies(call -> {
                assertThat(call.body().getBytes()).isEqualTo(good);
                assertThat(call.header("content-encoding")).isEqualTo("gzip");
            });
            assertThat(coded(gateway, zipped("[]"), "gzip")).isEqualTo(400);
            assertThat(coded(gateway, "{}".getBytes(StandardCharsets.UTF_8), "gzip"))
                    .isEqualTo(400);
            assertThat(coded(gateway, good, "zstd")).isEqualTo(415);
            assertThat(coded(gateway, good, "gzip, gzip")).isEqualTo(415);
            assertThat(coded(gateway, zipped("[" + " ".repeat(20 << 20) + "]"), "gzip"))
                    .isEqualTo(413);
        }
    }

    private static int coded(Harness gateway, byte[] body, String coding) {
        return gateway.send(gateway.request("/a", "content-type", "application/json", "content-encoding", coding)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body)))
                .statusCode();
    }

    private static byte[] zipped(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    @Test
    void aLargeBodyIsCheckedBesideTheLoop() {
        try (Harness gateway = on("{\"items\": {\"type\": \"integer\"}, \"uniqueItems\": true}")) {
            StringBuilder large = new StringBuilder("[0");
            for (int i = 1; i < 900_000; i++) {
                large.append(',').append(i);
            }
            CompletableFuture<HttpResponse<String>> slow = gateway.client()
                    .sendAsync(
                            gateway.request("/a", "content-type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofString(large + "]"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            Duration slowest = Duration.ZERO;
            while (!slow.isDone()) {
                long before = System.nanoTime();
                assertThat(gateway.get("/b").statusCode()).isEqualTo(200);
                Duration took = Duration.ofNanos(System.nanoTime() - before);
                slowest = took.compareTo(slowest) > 0 ? took : slowest;
            }
            assertThat(slow.join().statusCode()).isEqualTo(200);
            assertThat(slowest).isLessThan(Duration.ofMillis(900));
            assertThat(post(gateway, large + ",0]").statusCode()).isEqualTo(400);
        }
    }

    @Test
    void aBodyThatASchemaMakesHeavyIsGivenUp() {
        String twice =
                "{\"properties\": {\"a\": {\"anyOf\": [{\"$ref\": \"#\"}, {\"$ref\": \"#\"}]}}, \"required\": [\"a\"]}";
        try (Harness gateway = on(twice)) {
            String deep = "{\"a\":".repeat(60) + "1" + "}".repeat(60);
            HttpResponse<String> shallow = post(gateway, "{\"a\": {\"a\": 1}}");
            assertThat(shallow.statusCode()).isEqualTo(200);
            assertThat(errors(post(gateway, "{\"a\": {\"b\": 1}}"))).isNotEmpty();
            assertThat(errors(post(gateway, deep.replace("1", "{}"))).get(0).get("detail"))
                    .contains("steps");
        }
    }

    @Test
    void patternsAreThoseOfEcma262() {
        String schema = """
                {"properties": {"a": {"pattern": "^\\\\s+$"}, "b": {"pattern": "^[^\\\\u0041-\\\\u005a]$"}, "c": {"pattern": "^.$"},
                 "d": {"pattern": "\\\\p{Script=Greek}"}, "e": {"pattern": "^[]$"}, "f": {"pattern": "^[^]$"},
                 "g": {"pattern": "^\\\\/(?<n>x)\\\\cI$"}, "h": {"pattern": "b+"}}}
                """;
        try (Harness gateway = on(schema)) {
            assertThat(gateway.faults()).isEmpty();
            assertThat(post(
                                    gateway,
                                    "{\"a\": \"\\u00a0\\ufeff \", \"b\": \"a\", \"c\": \"\\ud83d\\ude00\", \"d\": \"α\","
                                            + " \"f\": \"\\n\", \"g\": \"/x\\t\", \"h\": \"abc\"}")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(errors(post(
                            gateway,
                            "{\"a\": \"x\", \"b\": \"A\", \"c\": \"\\n\", \"d\": \"a\", \"e\": \"\","
                                    + " \"f\": \"\", \"g\": \"x\", \"h\": \"ac\"}")))
                    .hasSize(8);
        }
    }

    @Test
    void keywordsOf202012Count() {
        String schema = """
                {"type": "object", "unevaluatedProperties": false, "allOf": [{"properties": {"card": {"type": "string"}}}],
                 "dependentRequired": {"card": ["bill"]}, "properties": {"bill": {}, "pair": {"prefixItems": [{"type": "string"}], "items": false},
                 "when": {"format": "date-time"}}}
                """;
        try (Harness gateway = on(schema)) {
            assertThat(post(gateway, "{\"card\": \"c\", \"bill\": 1, \"pair\": [\"a\"], \"when\": \"soon\"}")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(errors(post(gateway, "{\"card\": \"c\"}")).get(0).get("detail"))
                    .contains("'bill' beside 'card'");
            assertThat(errors(post(gateway, "{\"x\": 1}")).get(0).get("pointer"))
                    .isEqualTo("/x");
            assertThat(errors(post(gateway, "{\"pair\": [\"a\", 1]}")).get(0).get("pointer"))
                    .startsWith("/pair");
        }
    }
}
