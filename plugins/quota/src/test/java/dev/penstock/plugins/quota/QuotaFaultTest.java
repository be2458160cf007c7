package dev.penstock.plugins.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class QuotaFaultTest {
    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of("{key: a}", "limits"),
                Arguments.of("{limits: {}}", "expected limits by name"),
                Arguments.of("{limits: 20/1s}", "expected limits by name"),
                Arguments.of("{limits: {few: 20/soonish}}", "20/soonish"),
                Arguments.of("{limits: {few: [20/1s]}}", "expected a rate"),
                Arguments.of("{limits: {f\u00fc: 20/1s}}", "printable ASCII"),
                Arguments.of("{limits: {gold: {a: 1/1s}}, tier: \"${query.t}\"}", "'default'"),
                Arguments.of("{limits: {default: {a: 1/1s}}}", "'tier'"),
                Arguments.of("{limits: {a: 1/1s}, tier: \"${query.t}\"}", "limits by tier"),
                Arguments.of(
                        "{limits: {default: {a: 1/1s}, gold: 2/1s}, tier: \"${query.t}\"}", "expected limits by name"),
                Arguments.of("{limits: {a: 1/1s}, cost: -1}", "0 or more"),
                Arguments.of("{limits: {a: 1/1s}, store: redis}", "auto"),
                Arguments.of("{limits: {a: 1/1s}, on-store-down: alow}", "allow"),
                Arguments.of("{limits: {a: 1/1s}, key: \"${auth.nope}\"}", "nope"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aFaultySettingIsSaidWithItsPlace(String settings, String message) {
        try (Harness gateway = on(settings)) {
            assertThat(gateway.faults()).anySatisfy(fault -> {
                assertThat(fault.warning()).isFalse();
                assertThat(fault.message()).contains(message);
                assertThat(fault.place().line()).isEqualTo(2);
            });
        }
    }

    static Stream<Arguments> rates() {
        return Stream.of(
                Arguments.of("3/1h", false),
                Arguments.of("3/61m", true),
                Arguments.of("3/day", true),
                Arguments.of("3/month", true));
    }

    @ParameterizedTest
    @MethodSource("rates")
    void aLimitThatARestartForgetsIsWarnedOf(String rate, boolean warned) {
        try (Harness gateway = on("{limits: {few: " + rate + "}}")) {
            assertThat(gateway.faults().stream()
                            .anyMatch(
                                    fault -> fault.warning() && fault.message().contains("restart")))
                    .isEqualTo(warned);
            assertThat(gateway.get("/a").statusCode()).isEqualTo(204);
        }
    }

    private static Harness on(String settings) {
        String route = "{name: a, match: GET /a, steps: [{quota: " + settings + "}, {respond: {status: 204}}]}";
        return Harness.on("a.yaml", "api: a\nroutes: [" + route + "]\n").start();
    }
}
