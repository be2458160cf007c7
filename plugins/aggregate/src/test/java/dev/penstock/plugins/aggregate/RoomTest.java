package dev.penstock.plugins.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockServer;
import io.vertx.core.buffer.Buffer;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What joins make of answers counts in the memory that all requests share, {@code limits: {held}}. */
class RoomTest {
    /** 30 KB that are read as 10,000 maps, which need 620 KB. */
    private static final String MANY = "[" + "{},".repeat(9_999) + "{}]";

    private final Site site = new Site();
    private final MockServer backend = site.backend;

    @BeforeEach
    void answer() {
        backend.on("GET /many/{n}", MockAnswer.bytes(200, "application/json", Buffer.buffer(MANY)))
                .on("GET /text/{n}", MockAnswer.bytes(200, "text/plain", Buffer.buffer("x".repeat(60_000))))
                .on("GET /few/{n}", MockAnswer.json(1));
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private Harness joining(String calls, String held) {
        return site.setup("calls: " + calls)
                .settings("limits: {held: " + held + "}\n")
                .start();
    }

    @ParameterizedTest
    @ValueSource(strings = {"many", "text"})
    void aJoinThatNeedsMoreThanThereIsIs503AndTheNextOneIsServed(String kind) {
        try (Harness gateway = joining(
                "{n: {for-each: \"${path.id == 'more' ? [1, 2, 3, 4, 5, 6] : [1]}\", get: \"/" + kind
                        + "/${item}\", from: b}}",
                kind.equals("many") ? "2MiB" : "600KiB")) {
            HttpResponse<String> refused = gateway.get("/a/more");
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.body())
                    .contains(
                            "\"type\":\"urn:penstock:problem:unavailable\"", "the call 'n' failed: ", "\"call\":\"n\"");

            assertThat(gateway.get("/a/less").statusCode()).isEqualTo(200);
            assertThat(gateway.get("/a/less").statusCode()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"skip | 3", "omit | 0", "\"null\" | 3", "{use: 1} | 3"})
    void theRulesOfItsCallSayWhatBecomesOfWhatFoundNoRoom(String rule, int whole) {
        try (Harness gateway = joining(
                "{n: {for-each: \"${[1, 2, 3, 4]}\", get: \"/many/${item}\", from: b, max-parallel: 1, on-error: "
                        + rule + "}}",
                "2MiB")) {
            HttpResponse<String> answer = gateway.get("/a/1");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("penstock-partial")).contains("n");
            assertThat(answer.body().split("\\[\\{", -1)).hasSize(whole + 1);
        }
    }

    @Test
    void theAnswerItselfNeedsRoomToo() {
        backend.on("GET /long", MockAnswer.json("x".repeat(40_000)));
        try (Harness gateway = site.setup("calls: {x: {get: /long, from: b}}\nbody: [\"${x.body}\", \"${x.body}\"]")
                .settings("limits: {held: 120KiB}\n")
                .start()) {
            assertThat(gateway.get("/a/1").statusCode()).isEqualTo(503);
        }
    }
}
