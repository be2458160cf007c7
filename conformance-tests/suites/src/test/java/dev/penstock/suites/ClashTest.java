package dev.penstock.suites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.engine.config.Fault;
import dev.penstock.fleet.Harness;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Routes that tie, in one file and across files, and what a reload makes of them. */
class ClashTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET /a                                     | GET /a                                     | true",
                "GET /a                                     | POST /a                                    | false",
                "GET /a/{id}                                | GET /a/{name}                              | true",
                "GET /a/{id}                                | GET /a/b                                   | false",
                "GET /a/{id}                                | GET /a/{rest*}                             | false",
                "GET /a%20b                                 | GET /a%20b                                 | true",
                "GET /caf%C3%A9                             | GET /café                                  | true",
                "/a                                         | GET /a                                     | false",
                "HEAD /a                                    | GET /a                                     | false",
                "{path: /a, methods: [GET, PUT]}            | {path: /a, methods: [PUT, POST]}           | true",
                "{path: /a, headers: {x: [a, b]}}           | {path: /a, headers: {x: [b, c]}}           | true",
                "{path: /a, headers: {x: a}}                | {path: /a, headers: {x: b}}                | false",
                "{path: /a, headers: {x: a}}                | {path: /a, headers: {y: b}}                | true",
                "{path: /a, headers: {x: {regex: '[a-c]'}}} | {path: /a, headers: {x: [b, d]}}           | true",
                "{path: /a, headers: {x: {regex: '[a-c]'}}} | {path: /a, headers: {x: [d, e]}}           | false",
                "{path: /a, query: {v: '1'}}                | {path: /a, query: {v: '1'}}                | true",
                "{path: /a, headers: {x: a}}                | {path: /a, query: {v: '1'}}                | false",
                "{path: /a, priority: 1}                    | /a                                         | false",
                "{path: /a, host: [x.test, y.test]}         | {path: /a, host: [y.test, z.test]}         | true",
                "{path: /a, host: x.test}                   | {path: /a, host: '*.test'}                 | false",
            })
    void twoRoutesTieWhenNeitherGoesFirstAndOneRequestCouldMatchBoth(String one, String other, boolean tie) {
        try (Harness gateway =
                Harness.on("t.yaml", """
                        api: t
                        routes:
                          - {name: one, match: %s, steps: [{respond: {status: 200}}]}
                          - {name: other, match: %s, steps: [{respond: {status: 200}}]}
                        """.formatted(quoted(one), quoted(other))).start()) {
            List<Fault> faults = gateway.faults();
            assertThat(faults).hasSize(tie ? 1 : 0);
            faults.forEach(fault -> assertThat(fault.toString())
                    .startsWith("t.yaml:4:12: route 't/other' ties with route 't/one' at ")
                    .contains("t.yaml:3:12", "priority"));
        }
    }

    private static String quoted(String match) {
        return match.startsWith("{") ? match : "\"" + match + "\"";
    }

    @Test
    void ofTwoNewFilesTheEarlierOneServes() {
        try (Harness gateway = Harness.on("a.yaml", api("a", "/x"))
                .file("b.yaml", api("b", "/x"))
                .start()) {
            assertThat(gateway.faults())
                    .singleElement()
                    .asString()
                    .contains("b.yaml:2:17: route 'b/r' ties with", "a.yaml:2:17");
            assertThat(gateway.get("/x").body()).isEqualTo("a");
        }
    }

    @Test
    void anEditThatTiesWithWhatServesKeepsTheLastGoodRevision() {
        try (Harness gateway = Harness.on("a.yaml", api("a", "/x"))
                .file("b.yaml", api("b", "/y"))
                .start()) {
            assertThat(gateway.reload("a.yaml", api("a", "/y"))).hasSize(1);
            assertThat(gateway.get("/x").body()).isEqualTo("a");
            assertThat(gateway.get("/y").body()).isEqualTo("b");

            assertThat(gateway.reload("b.yaml", api("b", "/z")))
                    .as("the way is free")
                    .isEmpty();
            assertThat(gateway.get("/y").body()).isEqualTo("a");
            assertThat(gateway.get("/x").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void aRouteMayMoveFromOneFileToAnotherInOneEdit() {
        try (Harness gateway = Harness.on("a.yaml", api("a", "/x"))
                .file("b.yaml", api("b", "/y"))
                .start()) {
            gateway.write("a.yaml", api("a", "/y"));
            gateway.write("b.yaml", api("b", "/x"));
            assertThat(gateway.reload()).isEmpty();
            assertThat(gateway.get("/y").body()).isEqualTo("a");
            assertThat(gateway.get("/x").body()).isEqualTo("b");
        }
    }

    @Test
    void twoFilesOfOneApiAreAFaultOfTheLaterOne() {
        try (Harness gateway = Harness.on("a.yaml", api("a", "/x"))
                .file("b.yaml", api("a", "/y"))
                .start()) {
            assertThat(gateway.faults())
                    .singleElement()
                    .asString()
                    .startsWith("b.yaml:1:1: api 'a' is already that of");
            assertThat(gateway.get("/x").body()).isEqualTo("a");
        }
    }

    private static String api(String name, String path) {
        return """
                api: %1$s
                routes: [{name: r, match: GET %2$s, steps: [{respond: {status: 200, body: "%1$s"}}]}]
                """.formatted(name, path);
    }
}
