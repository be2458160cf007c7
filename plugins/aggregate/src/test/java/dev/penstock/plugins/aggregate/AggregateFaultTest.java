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
                "a: {get: \"/${b.body}\", from: b}, b: {get: \"/${a.body}\", from: b} | 8:19 | a -> b -> a",
                "a: {get: \"/${a.body}\", from: b} | 8:19 | its own answer",
                "a: {get: \"/${nope.body}\", from: b} | 8:35 | nope",
                "a: {from: b} | 8:19 | one of get, post",
                "a: {get: /x, put: /x, from: b} | 8:19 | found 2",
                "a: {get: x, from: b} | 8:28 | starts with a slash",
                "a: {get: /x} | 8:22 | from",
                "a: {get: /x, from: c} | 8:38 | 'c'",
                "a: {get: /x, from: b, on-error: skip} | 8:51 | not supported yet",
                "a: {get: /x, from: b, on-error: stale} | 8:51 | not supported yet",
                "a: {get: /x, from: b, on-error: body} | 8:51 | found 'body'",
                "a: {get: /x, from: b, on-error: {used: 1}} | 8:51 | {use: …}",
                "a: {get: /x, from: b, on-status: {4xx: omit}} | 8:58 | found '4xx'",
                "a: {get: /x, from: b, timeout: 0s} | 8:19 | more than zero",
                "a: {get: /x, from: b, forward: [connection]} | 8:51 | connection",
                "a: {get: /x, from: b, headers: {host: x}} | 8:57 | host",
                "a: {get: /x, from: b, for-each: \"${[1]}\"} | 8:51 | not supported yet",
                "a: {get: /x, from: b, max-parallel: 2} | 8:55 | not supported yet",
                "a: {get: /x, from: b, max-items: 2} | 8:52 | not supported yet",
                "a: {get: /x, from: b, cache: 3s} | 8:48 | not supported yet",
                "a: {get: /x, from: b, hedge: {after: 5ms}} | 8:48 | not supported yet",
                "request: {get: /x, from: b} | 8:19 | request"
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

    private static List<Fault> faults(String calls) {
        try (Harness gateway = Harness.on("a.yaml", """
                        api: a
                        upstreams: {b: {targets: ["http://127.0.0.1:9"]}}
                        routes:
                          - name: a
                            match: GET /a
                            steps:
                              - aggregate:
                                  calls: {%s}
                        """.formatted(calls)).start()) {
            return gateway.faults();
        }
    }
}
