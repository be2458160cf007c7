package dev.penstock.suites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockServer;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that stand on calls which an error replaced or left out, below a cache. */
class PartialTest {
    private final MockServer backend =
            MockServer.start().on("GET /x", MockAnswer.status(500)).on("GET /y", MockAnswer.json(Map.of("y", 1)));

    @AfterEach
    void stop() {
        backend.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{aggregate: {calls: {x: {get: /x, from: b, on-error: omit}}}}",
                "{aggregate: {calls: {x: {for-each: '${[1]}', get: /x, from: b, on-error: skip}}}}",
                "{aggregate: {as: page, calls: {x: {get: /x, from: b, on-error: omit}}}},"
                        + " {respond: {body: {page: '${page.body}', partial: '${page.partial}'}}}",
                "{aggregate: {as: page, calls: {x: {get: /x, from: b, on-error: \"null\"}}}},"
                        + " {respond: {when: page.partial, body: 'without'}}, {respond: {body: 'whole'}}",
                "{aggregate: {as: page, calls: {x: {get: /x, from: b, on-error: omit}}}}, {rewrite: {path: /y}}, {upstream: b}",
                "{call: {get: /x, from: b, as: x, on-error: {use: {v: 0}}}},"
                        + " {headers: {request: {set: {x-v: '${x.body}'}}}}, {rewrite: {path: /y}}, {upstream: b}",
                "{call: {get: /x, from: b, as: x, on-error: omit}}, {respond: {body: 'plain'}}"
            })
    void nobodyKeepsThemAndTheWholeOnesAreKept(String steps) {
        try (Harness gateway =
                Harness.on("t.yaml", """
                        api: t
                        upstreams: {b: {targets: ["%s"]}}
                        routes: [{name: t, match: GET /t, steps: [{cache: {ttl: 60s}}, %s]}]
                        """.formatted(backend.uri(), steps)).start()) {
            HttpResponse<String> partial = gateway.get("/t");
            assertThat(partial.statusCode()).as(partial.body()).isEqualTo(200);
            assertThat(partial.headers().firstValue("cache-control")).contains("no-store");

            backend.on("GET /x", MockAnswer.json(Map.of("v", 1)));
            HttpResponse<String> whole = gateway.get("/t");
            assertThat(whole.headers().firstValue("cache-control").orElse("")).doesNotContain("no-store");
            assertThat(gateway.get("/t").body()).isEqualTo(whole.body());
        }
        assertThat(backend.calls("GET /x")).isEqualTo(2);
    }
}
