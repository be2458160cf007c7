package dev.penstock.plugins.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.engine.config.Fault;
import dev.penstock.fleet.Harness;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings that are refused when the file is loaded, with their place. */
class AggregateFaultTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a: {get: \"/${b.body}\", from: b}, b: {get: \"/${a.body}\", from: b} | 9:19 | a -> b -> a",
                "a: {get: \"/${a.body}\", from: b} | 9:23 | its own answer",
                "a: {get: \"/${nope.body}\", from: b} | 9:35 | nope",
                "a: {from: b} | 9:19 | one of get, post",
                "a: {get: /x, put: /x, from: b} | 9:19 | found 2",
                "a: {get: x, from: b} | 9:28 | starts with a slash",
                "a: {get: /x} | 9:22 | from",
                "a: {get: /x, from: c} | 9:38 | 'c'",
                "a: {get: /x, from: b, on-error: skip} | 9:51 | this call has none: use omit",
                "a: {get: /x, from: b, on-status: {404: skip}} | 9:58 | this call has none: use omit",
                "a: {get: /x, from: b, on-error: stale} | 9:51 | this call keeps none: add 'cache: …'",
                "a: {get: /x, from: b, on-status: {404: stale}} | 9:58 | this call keeps none: add 'cache: …'",
                "a: {get: /x, from: b, on-error: body} | 9:51 | found 'body'",
                "a: {get: /x, from: b, on-error: {used: 1}} | 9:52 | {use: …}",
                "a: {get: /x, from: b, on-status: {4xx: omit}} | 9:53 | found '4xx'",
                "a: {get: /x, from: b, timeout: 0s} | 9:19 | more than zero",
                "a: {get: /x, from: b, forward: [connection]} | 9:51 | connection",
                "a: {get: /x, from: b, headers: {host: x}} | 9:57 | host",
                "a: {get: /x, from: b, for-each: \"${a.body}\"} | 9:41 | its own answer",
                "a: {get: /x, from: b, for-each: \"${1 + 1}\"} | 9:51 | expected a list such as ${product.body.ids}, found '2'",
                "a: {get: /x, from: b, for-each: abc} | 9:51 | expected a list such as ${product.body.ids}, found 'abc'",
                "a: {get: \"/${item}\", from: b} | 9:31 | item",
                "a: {get: /x, from: b, when: item, for-each: \"${[1]}\"} | 9:47 | item",
                "a: {get: /x, from: b, for-each: \"${[item]}\"} | 9:54 | item",
                "a: {get: /x, from: b, for-each: \"${[1]}\", max-parallel: 0} | 9:75 | from 1 to 1000, found '0'",
                "a: {get: /x, from: b, for-each: \"${[1]}\", max-items: 100001} | 9:72 | from 1 to 100000",
                "a: {get: /x, from: b, max-parallel: 2} | 9:41 | a bound of 'for-each'",
                "a: {get: /x, from: b, max-items: 2} | 9:41 | a bound of 'for-each'",
                "a: {get: /x, from: b, cache: 3s} | 9:41 | the module cache is missing",
                "a: {get: /x, from: b, hedge: {after: 0ms}} | 9:56 | found 0s",
                "a: {get: /x, from: b, hedge: 5ms} | 9:48 | hedge",
                "item: {get: /x, from: b} | 9:19 | an item of a for-each",
                "request: {get: /x, from: b} | 9:19 | request"
            })
    void aFaultHasItsPlaceAndWhatIsWrong(String calls, String place, String message) {
        List<Fault> faults = faults(calls);
        assertThat(faults).hasSize(1);
        assertThat(faults.get(0).toString()).contains("a.yaml:" + place + ": ").contains(message);
        assertThat(faults.get(0).warning()).isFalse();
    }

    @Test
    void noCallsAtAllIsAFault() {
        assertThat(faults("")).hasSize(1);
    }

    @Test
    void moreThanEightCallsAreWarnedOf() {
        StringBuilder calls = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            calls.append("c").append(i).append(": {get: /x, from: b}, ");
        }
        assertThat(faults(calls.toString())).isEmpty();
        List<Fault> faults = faults(calls + "c8: {get: /x, from: b}");
        assertThat(faults).hasSize(1);
        assertThat(faults.get(0).warning()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "calm",
            value = {
                "one: {get: /a, from: b, timeout: 1800ms} | calm",
                "one: {get: /a, from: b} | one (15s) = 15s, deadline 2s: give these calls a shorter",
                "one: {get: /a, from: b, timeout: 1s}, two: {get: /b, from: b, timeout: 1500ms} | calm",
                "one: {get: /a, from: b, timeout: 1s}, two: {get: \"/${one.body}\", from: b, timeout: 1s} | calm",
                "two: {get: \"/${one.body}\", from: b, timeout: 1500ms}, one: {get: /a, from: b, timeout: 1s} | one (1s) -> two (1500ms) = 2500ms, deadline 2s",
                "one: {get: /a, from: b, timeout: 1s}, side: {get: /c, from: b, timeout: 100ms},"
                        + " two: {get: \"/${one.body}${side.body}\", from: b, timeout: 400ms},"
                        + " three: {get: /c, query: {x: \"${two.body}\"}, from: b, timeout: 700ms} | one (1s) -> two (400ms) -> three (700ms) = 2100ms, deadline 2s"
            })
    void aChainOfTimeOutsBeyondTheDeadlineIsWarnedOf(String calls, String warning) {
        List<Fault> faults = faults(calls, "deadline: 2s");
        if (warning == null) {
            assertThat(faults).isEmpty();
        } else {
            assertThat(faults).singleElement().satisfies(fault -> {
                assertThat(fault.warning()).isTrue();
                assertThat(fault.message()).contains(warning);
                assertThat(fault.place().line()).isEqualTo(9);
            });
        }
    }

    @Test
    void withoutADeadlineNoChainIsTooLong() {
        assertThat(faults("one: {get: /a, from: b, timeout: 1d}", "deadline: none"))
                .isEmpty();
    }

    private static List<Fault> faults(String calls) {
        return faults(calls, "deadline: 30s");
    }

    private static List<Fault> faults(String calls, String deadline) {
        try (Harness gateway =
                Harness.on("a.yaml", """
                        api: a
                        upstreams: {b: {targets: ["http://127.0.0.1:9"]}}
                        routes:
                          - name: a
                            match: GET /a
                            %s
                            steps:
                              - aggregate:
                                  calls: {%s}
                        """.formatted(deadline, calls)).start()) {
            return gateway.faults();
        }
    }
}
