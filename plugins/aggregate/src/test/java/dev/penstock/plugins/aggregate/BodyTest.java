package dev.penstock.plugins.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockServer;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a call answers: what the template makes of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BodyTest {
    private static final Pattern TIMES = Pattern.compile("<(\\d+)\\*(.*?)>");
    private static final Pattern CHARACTER = Pattern.compile("\\\\x\\{([0-9a-f]+)}");

    private final Site site = new Site();
    private final MockServer backend = site.backend;
    private Harness gateway;

    /** A row of bodies.txt. */
    record Row(String type, String body, String result) {
        @Override
        public String toString() {
            return type + " " + body.substring(0, Math.min(60, body.length()));
        }
    }

    @BeforeAll
    void start() {
        gateway = site.joining(
                "calls: {x: {get: /x, from: b}}\nbody: {copy: \"${x.body}\", deep: [{same: \"${x.body}\"}]}");
    }

    @AfterAll
    void stop() {
        gateway.close();
        site.close();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aBodyComesOutAsItWentInOrIsAnErrorOfItsCall(Row row) {
        backend.on("GET /x", MockAnswer.bytes(200, row.type, Buffer.buffer(row.body)));
        HttpResponse<String> answer = gateway.get("/a/1");
        if (row.result.startsWith("error=")) {
            assertThat(answer.statusCode()).isEqualTo(502);
            assertThat(answer.headers().firstValue("proxy-status"))
                    .contains("penstock; " + row.result + "; details=\"x\"");
        } else {
            assertThat(answer.statusCode()).isEqualTo(200);
            String expected = "{\"copy\":" + row.result + ",\"deep\":[{\"same\":" + row.result + "}]}";
            assertThat(answer.body().equals(expected))
                    .as(() -> answer.body()
                            .substring(0, Math.min(200, answer.body().length())))
                    .isTrue();
        }
    }

    static Stream<Row> rows() {
        try (var file = BodyTest.class.getResourceAsStream("/aggregate/bodies.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !line.startsWith("#"))
                            .map(line -> Arrays.stream(line.split(" \\| ")).toList())
                            .map(cells -> new Row(cells.get(0).strip(), text(cells.get(1)), text(cells.get(2))))
                            .toList()
                            .stream();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static String text(String written) {
        String whole = TIMES.matcher(written)
                .replaceAll(part -> Matcher.quoteReplacement(part.group(2).repeat(Integer.parseInt(part.group(1)))));
        return CHARACTER
                .matcher(whole)
                .replaceAll(part -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(part.group(1), 16))));
    }

    @ParameterizedTest
    @CsvSource({
        "gzip, it is not gzip as it says",
        "br, it is not br as it says",
        "zstd, neither gzip nor br",
        "'gzip, gzip', neither gzip nor br"
    })
    void aCodedAnswerThatCannotBeReadIsAnErrorThatSaysSo(String coding, String why) {
        backend.on(
                "GET /x",
                MockAnswer.bytes(200, "application/json", Buffer.buffer("{}")).header("content-encoding", coding));
        HttpResponse<String> answer = gateway.get("/a/1");
        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.body()).contains(why);
        assertThat(answer.headers().firstValue("proxy-status"))
                .contains("penstock; error=http_response_content_coding; details=\"x\"");
    }

    /** Short ones on the loop, long ones beside it. */
    @ParameterizedTest
    @ValueSource(ints = {1, 100_000})
    void aCodedAnswerIsReadDecoded(int length) throws IOException {
        byte[] text = new byte[length];
        new Random(7).nextBytes(text);
        String hex = HexFormat.of().formatHex(text);
        backend.on(
                "GET /x",
                MockAnswer.bytes(200, "application/json", zipped("\"" + hex + "\""))
                        .header("content-encoding", "gzip"));
        assertThat(gateway.get("/a/1").body()).contains(hex);
    }

    @Test
    void aCodedAnswerIsBoundedOnceItIsDecoded() throws IOException {
        backend.on(
                "GET /x",
                MockAnswer.bytes(200, "text/plain", zipped("x".repeat(5 << 20))).header("content-encoding", "gzip"));
        HttpResponse<String> answer = gateway.get("/a/1");
        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.headers().firstValue("proxy-status"))
                .contains("penstock; error=http_response_body_size; details=\"x\"");
    }

    private static Buffer zipped(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return Buffer.buffer(bytes.toByteArray());
    }

    @Test
    void anAnswerThatIsCodedAsItIsIsReadAndSoIsAnEmptyOne() {
        backend.on("GET /x", MockAnswer.json(1).header("content-encoding", "identity"));
        assertThat(gateway.get("/a/1").statusCode()).isEqualTo(200);
        backend.on("GET /x", MockAnswer.status(204).header("content-encoding", "gzip"));
        assertThat(gateway.get("/a/1").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | {\"status\":200,\"body\":null,\"at\":\"\"}",
                "204 | {\"status\":204,\"body\":null,\"at\":\"\"}",
                "304 | {\"status\":304,\"body\":null,\"at\":\"\"}",
                "301 | {\"status\":301,\"body\":null,\"at\":\"/y\"}",
                "302 | {\"status\":302,\"body\":null,\"at\":\"/y\"}",
                "307 | {\"status\":307,\"body\":null,\"at\":\"/y\"}",
                "308 | {\"status\":308,\"body\":null,\"at\":\"/y\"}"
            })
    void whatHasNoBodyIsNullAndARedirectIsData(int status, String expected) {
        try (Site other = new Site()) {
            MockAnswer empty = MockAnswer.status(status).header("content-type", "application/json");
            other.backend.on("GET /x", expected.contains("/y") ? empty.header("location", "/y") : empty);
            try (Harness join = other.joining("""
                    calls: {x: {get: /x, from: b}}
                    body: {status: "${x.status}", body: "${x.body}", at: "${default(x.headers.location, '')}"}
                    """)) {
                HttpResponse<String> answer = join.get("/a/1");
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.body()).isEqualTo(expected);
                assertThat(answer.headers().firstValue("penstock-partial")).isEmpty();
            }
        }
    }

    /** What CEL and the language know by these names is not in the way of calls that have them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "status",
                "headers",
                "size",
                "has",
                "all",
                "exists",
                "filter",
                "matches",
                "startsWith",
                "contains",
                "duration",
                "timestamp",
                "pick",
                "take",
                "merge",
                "join",
                "default",
                "now",
                "sha256",
                "key",
                "value",
                "it",
                "_x",
                "e1"
            })
    void aCallMayHaveTheNameOfAFieldOrAFunction(String name) {
        try (Site other = new Site()) {
            other.backend.on("GET /x", MockAnswer.json(Map.of(name, Map.of("status", List.of(1, 2)))));
            try (Harness join = other.joining("""
                    calls: {%1$s: {get: /x, from: b}, after: {get: /x, from: b, when: "%1$s.status == 200 && has(%1$s.body.%1$s)"}}
                    body: {a: "${%1$s.body.%1$s.status}", b: "${take(after.body.%1$s.status, 1)}", c: "${%1$s.body['%1$s'].status.exists(n, n == 2)}"}
                    """.formatted(name))) {
                assertThat(join.faults()).isEmpty();
                assertThat(join.get("/a/1").body()).isEqualTo("{\"a\":[1,2],\"b\":[1],\"c\":true}");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "request",
                "path",
                "query",
                "header",
                "cookie",
                "client",
                "auth",
                "body",
                "response",
                "vars",
                "item",
                "in",
                "true",
                "null",
                "list",
                "map",
                "a-b",
                "1a",
                "a.b",
                "\"\""
            })
    void aNameThatTheLanguageNeedsItselfIsAFault(String name) {
        try (Site other = new Site();
                Harness join = other.joining("calls: {" + name + ": {get: /x, from: b}}")) {
            assertThat(join.faults())
                    .anySatisfy(fault -> assertThat(fault.message()).contains("expected a n"));
        }
    }
}
