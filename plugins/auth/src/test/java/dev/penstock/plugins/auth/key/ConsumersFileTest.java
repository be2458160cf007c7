package dev.penstock.plugins.auth.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.engine.config.Fault;
import dev.penstock.fleet.Harness;
import dev.penstock.plugins.auth.Office;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Runs {@code consumers.txt}. */
class ConsumersFileTest {
    private static final String KEY = "key-0123456789abc";
    private static Office office;

    @BeforeAll
    static void start() {
        office = new Office(
                "a", "api-key: {consumers: data/people.yaml}", "b", "api-key: {consumers: data/people.yaml}");
    }

    @AfterAll
    static void stop() {
        office.close();
    }

    @TestFactory
    Stream<DynamicTest> eachFaultIsSaidOnceAtItsPlaceAndShowsNoKey() throws IOException {
        return rows().map(row -> DynamicTest.dynamicTest(row, () -> check(row)));
    }

    private static void check(String row) {
        int arrow = row.indexOf(" => ");
        String marked =
                row.substring(0, arrow).replace("HEX", Office.sha256(KEY)).replace("KEY", KEY);
        String file = marked.replace("^", "");
        List<Fault> faults = office.gateway().reload("data/people.yaml", file);
        String message = row.substring(arrow + 4);
        if (message.isEmpty()) {
            assertThat(faults).isEmpty();
            return;
        }
        assertThat(faults).hasSize(1);
        assertThat(faults.get(0).message()).isEqualTo(message);
        assertThat(faults.get(0).place().file()).isEqualTo("data/people.yaml");
        assertThat(faults.get(0).place().column()).isEqualTo(marked.indexOf('^') + 1);
        assertThat(faults.toString()).doesNotContain(KEY, KEY.substring(0, 12));
    }

    private static Stream<String> rows() throws IOException {
        try (InputStream in = ConsumersFileTest.class.getResourceAsStream("/consumers.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList().stream();
        }
    }

    @Test
    void jsonInOneLineIsReadAndItsFaultsHavePlacesToo() {
        try (Harness gateway = Harness.on("office.yaml", """
                api: office
                routes:
                  - name: a
                    match: GET /a
                    steps: [{api-key: {consumers: data/people.json}}, {respond: {status: 204}}]
                """)
                .file("data/people.json", "{\"consumers\":[{\"name\":\"a\",\"keys\":[\"" + KEY + "\"]}]}")
                .start()) {
            assertThat(gateway.get("/a", "x-api-key", KEY).statusCode()).isEqualTo(204);
            List<Fault> cut =
                    gateway.reload("data/people.json", "{\"consumers\":\n [{\"name\":\"a\",\"keys\":[\"" + KEY);
            assertThat(cut).hasSize(1);
            assertThat(cut.get(0).message()).startsWith("expected JSON").doesNotContain(KEY);
            assertThat(cut.get(0).place().line()).isEqualTo(2);
            List<Fault> typed =
                    gateway.reload("data/people.json", "{\"consumers\":[{\"name\":\"a\",\n\"keys\": 123456789012}]}");
            assertThat(typed).hasSize(1);
            assertThat(typed.get(0).message()).contains("put it in quotes").doesNotContain("12345");
            assertThat(typed.get(0).place().line()).isEqualTo(2);
            assertThat(typed.get(0).place().column()).isEqualTo(9);
            List<Fault> bare = gateway.reload("data/people.json", "{\"consumers\":[" + KEY + "]}");
            assertThat(bare).hasSize(1);
            assertThat(bare.toString()).doesNotContain("0123456");
            assertThat(gateway.get("/a", "x-api-key", KEY).statusCode()).isEqualTo(204);
        }
    }

    @Test
    void tenThousandConsumersAreReadFromYamlAndFromJson() {
        String yaml = IntStream.range(0, 10_000)
                .mapToObj(i -> "  - {name: c" + i + ", keys: [\"sha256:" + Office.sha256("key-" + i)
                        + "\"], tier: gold, scopes: [read, write], expires: 2099-01-01}\n")
                .collect(Collectors.joining("", "consumers:\n", ""));
        assertThat(office.gateway().reload("data/people.yaml", yaml)).isEmpty();
        assertThat(office.get("/a/1", "x-api-key", "key-9999").statusCode()).isEqualTo(200);
        assertThat(office.get("/b/1", "x-api-key", "key-10000").statusCode()).isEqualTo(401);
    }
}
