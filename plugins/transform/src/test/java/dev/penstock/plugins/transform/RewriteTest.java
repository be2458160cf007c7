package dev.penstock.plugins.transform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockRequest;
import dev.penstock.fleet.MockServer;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RewriteTest {
    private final MockServer backend = MockServer.start();

    @AfterEach
    void stop() {
        backend.close();
    }

    @Test
    void theNewPathStandsBelowTheTargetsBaseAndKeepsTheQuery() {
        assertThat(seen("path: '/v2/${path.id}/x'", "/shop/a%20b%2Fc?k=%76&k=").target())
                .isEqualTo("/base/v2/a%20b%2Fc/x?k=%76&k=");
    }

    @Test
    void aQueryInThePathIsLaidOverTheClients() {
        assertThat(seen("path: '/v2?x=${query.p}&new=1&x=2'", "/shop/7?%78=old&a=%41+b&x=older&p=n%26w&&b")
                        .target())
                .isEqualTo("/base/v2?x=n%26w&x=2&a=%41+b&p=n%26w&&b&new=1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{set: {v: 2}}                          | ''             | v=2",
                "{set: {v: 2}}                          | ?a=%41&v=1&b&v | a=%41&v=2&b",
                "{remove: [a, b]}                       | ?a=1&c=+&b=2&a | c=+",
                "{remove: a}                            | ?a=1           | ''",
                "{remove: a}                            | ?b=%7e         | b=%7e",
                "{remove: a, set: {a: \"x y&z/%20\"}}   | ?a=1&b         | a=x%20y%26z%2F%2520&b",
                "{set: {x: \"${query.p}\"}, remove: p}  | ?p=a%26b%3dc   | x=a%26b%3Dc",
                "{set: {a: \"${query.b}\", b: \"${query.a}\"}} | ?a=1&b=2 | a=2&b=1",
                "{set: {\"ä b\": 1}}                    | ''             | %C3%A4%20b=1"
            })
    void parametersAreSetAndRemovedAndAllOthersStayAsTheyAre(String edits, String before, String after) {
        assertThat(seen("query: " + edits, "/shop/7" + before).query().orElse(""))
                .isEqualTo(after);
    }

    @Test
    void setGoesBeforeAQueryInThePath() {
        assertThat(seen("path: '/v2?x=1&y=2', query: {set: {x: 3}, remove: y}", "/shop/7?y=0")
                        .target())
                .isEqualTo("/base/v2?y=2&x=3");
    }

    @Test
    void anotherMethodAndHostGoUpWhileRequestStaysTheClients() {
        backend.on("PATCH /base/7", MockAnswer.text("patched"));
        try (Harness gateway = on("{method: \"${query.m}\", host: inner.test:81}")) {
            HttpResponse<String> answer = gateway.send("POST", "/shop/7?m=PATCH", "body");
            assertThat(answer.body()).isEqualTo("patched");
        }
        MockRequest seen = backend.calls().get(0);
        assertThat(seen.method()).isEqualTo("PATCH");
        assertThat(seen.header("host")).isEqualTo("inner.test:81");
        assertThat(seen.header("x-client")).isEqualTo("POST /shop/7");
        assertThat(seen.text()).isEqualTo("body");
    }

    @Test
    void theClientsHostCanBeKept() {
        MockRequest seen = seen("host: '${request.host}'", "/shop/7");
        assertThat(seen.header("host")).startsWith("127.0.0.1:").isNotEqualTo("127.0.0.1:" + backend.port());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{path: \"/v2/${query.p}\"} ..",
                "{path: \"/v2/${query.p}\"} .",
                "{path: \"/v2/.${query.p}/x\"} .",
                "{path: \"/v2/${query.absent}\"} x",
                "{method: \"${query.p}\"} patch",
                "{method: \"${query.p}\"} GET%20/x",
                "{method: \"${query.p}\"} TRACE",
                "{host: \"${query.p}\"} a%0d%0ax:1",
                "{host: \"${query.p}\"} a/b",
                "{host: \"${query.p}\"} a%20b",
                "{host: \"${query.p}\"} ",
                "{query: {set: {x: \"${query.absent}\"}}} x"
            })
    void aValueThatDoesNotFitIs400AndNothingGoesUp(String settingsAndValue) {
        int end = settingsAndValue.lastIndexOf(' ');
        try (Harness gateway = on(settingsAndValue.substring(0, end))) {
            HttpResponse<String> answer = gateway.get("/shop/7?p=" + settingsAndValue.substring(end + 1));
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("\"step\":\"rewrite\"");
        }
        assertThat(backend.calls()).isEmpty();
    }

    @Test
    void aValueCannotLeaveItsSegment() {
        assertThat(seen("path: '/v2/${query.p}/x'", "/shop/7?p=..%2F..%2Fa%3Fb%23c")
                        .target())
                .startsWith("/base/v2/..%2F..%2Fa%3Fb%23c/x?p=");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{query: {}}",
                "{path: v2}",
                "{path: \"/a b\"}",
                "{path: \"/a#b\"}",
                "{path: \"/a/../b\"}",
                "{path: \"${path.id}\"}",
                "{method: post}",
                "{method: TRACE}",
                "{host: \"a/b\"}",
                "{host: \"http://a\"}",
                "{host: \"a b\"}"
            })
    void settingsThatCannotWorkAreAFault(String settings) {
        try (Harness gateway = on(settings)) {
            assertThat(gateway.faults()).hasSize(1);
            assertThat(gateway.faults().get(0).toString()).startsWith("a.yaml:");
        }
    }

    private MockRequest seen(String settings, String target) {
        try (Harness gateway = on("{" + settings.replace('\'', '"') + "}")) {
            assertThat(gateway.faults()).isEmpty();
            gateway.get(target);
        }
        return backend.calls().get(0);
    }

    private Harness on(String settings) {
        return Harness.on("a.yaml", """
                        api: a
                        path: /shop
                        upstreams: {b: {targets: ["%s/base"]}}
                        routes:
                          - name: a
                            match: {path: "/{id}"}
                            steps:
                              - rewrite: %s
                              - headers: {request: {set: {x-client: "${request.method} ${request.path}"}}}
                              - upstream: b
                        """.formatted(backend.uri(), settings)).start();
    }
}
