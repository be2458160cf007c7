package dev.penstock.suites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockFault;
import dev.penstock.fleet.MockServer;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Targets that are put out for their errors, and come back. */
class EjectTest {
    private final MockServer bad = MockServer.start();
    private final MockServer good = MockServer.start().on("GET /x", MockAnswer.text("good"));

    @AfterEach
    void stop() {
        bad.close();
        good.close();
    }

    private static String file(String targets) {
        return """
                api: t
                upstreams:
                  b: {targets: [%s], timeout: 200ms, eject: {errors: 3, within: 10m, for: 30m}}
                routes:
                  - {name: x, match: GET /x, steps: [{upstream: b}]}
                  - {name: up, match: POST /x, steps: [{upstream: b}]}
                  - {name: short, match: GET /short, deadline: 500ms, steps: [{rewrite: {path: /x}}, {upstream: {name: b, timeout: 10s}}]}
                """.formatted(targets);
    }

    private Harness start() {
        return Harness.on("t.yaml", file("'" + bad.uri() + "', '" + good.uri() + "'"))
                .start();
    }

    private static List<Integer> statuses(Harness gateway, int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> gateway.get("/x").statusCode())
                .filter(status -> status != 200)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"502, ", "503, ", "504, ", "502, RESET", "502, EMPTY", "502, GARBAGE", "504, HANG"})
    void tooManyErrorsPutATargetOutForAWhile(int status, MockFault fault) {
        bad.on("GET /x", fault == null ? MockAnswer.status(status) : MockAnswer.fault(fault));
        try (Harness gateway = start()) {
            assertThat(statuses(gateway, 20)).containsExactly(status, status, status);
            assertThat(Soon.admin(gateway, "GET", "/routes")).contains("ejected");
            assertThat(Soon.metric(
                            gateway,
                            "penstock_upstream_ejections_total{api=\"t\",upstream=\"b\",target=\"127.0.0.1:"
                                    + bad.port() + "\",}"))
                    .isEqualTo("1.0");

            gateway.advance(Duration.ofMinutes(29));
            assertThat(statuses(gateway, 10)).isEmpty();
            gateway.advance(Duration.ofMinutes(2));
            assertThat(statuses(gateway, 20)).containsExactly(status, status, status);
        }
    }

    @Test
    void oneThatHangsUntilTheDeadlineIsPutOut() {
        bad.on("GET /x", MockAnswer.fault(MockFault.HANG));
        try (Harness gateway = start()) {
            List<Integer> late = IntStream.range(0, 20)
                    .mapToObj(i -> gateway.get("/short").statusCode())
                    .filter(status -> status != 200)
                    .toList();
            assertThat(late).containsExactly(504, 504, 504);
        }
    }

    @Test
    void oneThatBreaksOffWithinItsAnswersIsPutOut() {
        bad.on("GET /x", MockAnswer.fault(MockFault.TRUNCATE));
        try (Harness gateway = start()) {
            for (int i = 0; i < 20; i++) {
                try {
                    gateway.get("/x");
                } catch (UncheckedIOException cut) {
                    assertThat(bad.calls("GET /x")).isLessThanOrEqualTo(3);
                }
            }
            assertThat(bad.calls("GET /x")).isEqualTo(3);
        }
    }

    /** Time-outs of 200 ms count from the end of a request that takes 500. */
    @Test
    void aSlowClientIsNotTheTargetsFault() throws Exception {
        bad.on("POST /x", MockAnswer.text("fine"));
        good.on("POST /x", MockAnswer.text("fine"));
        try (Harness gateway = start()) {
            for (int i = 0; i < 6; i++) {
                try (Raw client = Raw.connect(gateway)) {
                    client.write("POST /x HTTP/1.1\r\nhost: t\r\ncontent-length: 6\r\n\r\n");
                    for (int part = 0; part < 6; part++) {
                        Soon.until(Duration.ofMillis(90), () -> false, over -> over);
                        client.write("x");
                    }
                    assertThat(client.head()).startsWith("HTTP/1.1 200 ");
                }
            }
            assertThat(Soon.admin(gateway, "GET", "/routes")).doesNotContain("ejected\":true");
        }
    }

    @Test
    void aTargetThatRefusesIsPutOut() {
        try (Harness gateway = Harness.on("t.yaml", file("'http://127.0.0.1:9', '" + good.uri() + "'"))
                .start()) {
            assertThat(statuses(gateway, 20)).containsExactly(502, 502, 502);
        }
    }

    @ParameterizedTest
    @CsvSource({"404", "429", "500", "501"})
    void otherStatusesAreNoErrorsOfTheTarget(int status) {
        bad.on("GET /x", MockAnswer.status(status));
        try (Harness gateway = start()) {
            assertThat(statuses(gateway, 20)).hasSize(10);
        }
    }

    @Test
    void errorsFarApartAreForgiven() {
        bad.on("GET /x", MockAnswer.status(503));
        try (Harness gateway = start()) {
            for (int i = 0; i < 5; i++) {
                assertThat(statuses(gateway, 4)).hasSize(2);
                gateway.advance(Duration.ofMinutes(11));
            }
        }
    }

    @Test
    void theOnlyTargetStays() {
        bad.on("GET /x", MockAnswer.status(503));
        try (Harness gateway = Harness.on("t.yaml", file("'" + bad.uri() + "'")).start()) {
            statuses(gateway, 10);
            assertThat(bad.calls("GET /x")).isEqualTo(10);
        }
    }

    @Test
    void halfOfThemStayWhateverTheyAnswer() {
        bad.on("GET /x", MockAnswer.status(503));
        good.on("GET /x", MockAnswer.status(503));
        try (Harness gateway = start()) {
            assertThat(statuses(gateway, 30)).hasSize(30).containsOnly(503);
            assertThat(bad.calls().size() + good.calls().size()).isEqualTo(30);
            assertThat(Math.min(bad.calls().size(), good.calls().size())).isEqualTo(3);
        }
    }

    @Test
    void aReloadKeepsItOutWhereTheSettingsStay() {
        bad.on("GET /x", MockAnswer.status(503));
        try (Harness gateway = start()) {
            statuses(gateway, 10);
            gateway.reload("t.yaml", file("'" + bad.uri() + "', '" + good.uri() + "'") + "path: /p\n");
            assertThat(gateway.get("/p/x").body()).isEqualTo("good");
            assertThat(gateway.get("/p/x").body()).isEqualTo("good");
        }
    }

    @Test
    void aFreshGatewayHasForgotten() {
        bad.on("GET /x", MockAnswer.status(503));
        try (Harness gateway = start()) {
            statuses(gateway, 10);
            gateway.gateway().reset();
            assertThat(statuses(gateway, 10)).containsExactly(503, 503, 503);
        }
    }
}
