package dev.penstock.plugins.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The rows of {@code bodies.tsv}, each a request on a socket; what passes arrives as it was sent. */
class HostileBodyTest {
    private static final Pattern REPEAT = Pattern.compile("(\\[\\]|\\{\"a\":|0,|.)\\*([0-9]+)");
    private static final Pattern BYTE = Pattern.compile("\\\\x([0-9A-F]{2})");

    private static MockServer backend;
    private static Harness gateway;

    @BeforeAll
    static void start() throws IOException {
        backend = MockServer.start().on("POST /a", MockAnswer.text("fine"));
        gateway = Harness.on("a.yaml", """
                        api: a
                        upstreams: {backend: {targets: ["%s"]}}
                        routes: [{name: a, match: POST /a, steps: [{validate: {schema: schema.json}}, {upstream: backend}]}]
                        """.formatted(backend.uri()))
                .file("schema.json", resource("schema.json"))
                .start();
        assertThat(gateway.faults()).isEmpty();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        backend.close();
    }

    private static String resource(String name) throws IOException {
        return new String(HostileBodyTest.class.getResourceAsStream(name).readAllBytes(), StandardCharsets.UTF_8);
    }

    static Stream<Arguments> rows() throws IOException {
        return resource("bodies.tsv")
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("\t", -1))
                .map(cells -> Arguments.of(cells[0], Integer.parseInt(cells[1]), cells[2]));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aBodyIsTakenOrRefusedAsTheTableSays(String written, int status, String shown) throws IOException {
        String body = body(written);
        backend.forget();
        String answer =
                gateway.raw("POST /a HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: application/json\r\n"
                        + "content-length: " + body.length() + "\r\n\r\n" + body);
        assertThat(answer).startsWith("HTTP/1.1 " + status + " ").contains(shown);
        if (status == 200) {
            assertThat(backend.calls())
                    .singleElement()
                    .satisfies(call -> assertThat(call.body().toString(StandardCharsets.ISO_8859_1))
                            .isEqualTo(body));
        } else {
            assertThat(answer).contains("\"errors\":[{\"pointer\":").hasSizeLessThan(20_000);
            assertThat(backend.calls()).isEmpty();
        }
    }

    /** As bytes in ISO 8859-1. */
    private static String body(String written) {
        String lines = written.replace("\\n", "\n").replace("\\\\u", "\\u");
        String bytes = BYTE.matcher(lines)
                .replaceAll(
                        found -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(found.group(1), 16))));
        return REPEAT.matcher(bytes)
                .replaceAll(found -> Matcher.quoteReplacement(found.group(1).repeat(Integer.parseInt(found.group(2)))));
    }
}
