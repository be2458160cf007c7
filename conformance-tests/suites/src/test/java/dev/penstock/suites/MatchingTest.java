package dev.penstock.suites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which route a request meets, and what it gets that meets none. */
class MatchingTest {
    private static Harness gateway;

    @BeforeAll
    static void start() {
        gateway = Harness.on("t.yaml", """
                api: t
                path: /t
                policies:
                  shared: [{preflight: policy}]
                routes:
                  - {name: get, match: GET /thing, steps: [{respond: {status: 200, body: get}}]}
                  - {name: head, match: HEAD /headed, steps: [{respond: {status: 200, headers: {x-route: head}}}]}
                  - {name: get-headed, match: GET /headed, steps: [{respond: {status: 200, headers: {x-route: get}}}]}
                  - {name: post, match: POST /thing, steps: [{respond: {status: 200, body: post}}]}
                  - {name: gold, match: {path: /tier, methods: [GET], headers: {x-tier: gold}}, steps: [{respond: {status: 200}}]}
                  - {name: any, match: {path: /any}, steps: [{respond: {status: 200, body: any}}]}
                  - name: cors
                    match: PUT /cors
                    steps:
                      - fail: throw
                      - preflight: put
                      - respond: {status: 200}
                  - {name: cors-get, match: GET /cors, steps: [{preflight: get}, {respond: {status: 200}}]}
                  - {name: cors-post, match: POST /cors, steps: [{respond: {status: 200}}]}
                  - name: gated
                    match: GET /gated
                    steps:
                      - use: {policy: shared, when: "has(query.on)"}
                      - respond: {status: 200}
                """).start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, /t/thing, 405, 'GET, HEAD, POST'",
        "OPTIONS, /t/thing, 204, 'GET, HEAD, OPTIONS, POST'",
        "OPTIONS, /t/nothing, 404,",
        "GET, /t/tier, 404,",
        "POST, /t/tier, 404,",
        "OPTIONS, /t/any, 200,",
        "GET, /thing, 404,",
    })
    void whatNoRouteTakesIsToldApart(String method, String path, int status, String allow) {
        HttpResponse<String> answer = gateway.send(method, path, "");
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().allValues("allow")).isEqualTo(allow == null ? List.of() : List.of(allow));
    }

    @Test
    void aRouteForHeadGoesBeforeOneForGet() {
        assertThat(gateway.send("HEAD", "/t/headed", "").headers().firstValue("x-route"))
                .contains("head");
        assertThat(gateway.send("HEAD", "/t/thing", "").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, /t/cors, put",
        "GET, /t/cors, get",
        "PATCH, /t/gated?on, policy",
        "GET, /t/gated?on, policy",
    })
    void aPreflightGoesToTheStepThatAnswersItAndToNoOther(String wanted, String path, String by) {
        HttpResponse<String> answer = preflight(path, wanted);
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.headers().firstValue("x-preflight")).contains(by);
    }

    @Test
    void aPreflightThatNoStepAnswersIsAnyOtherOptions() {
        assertThat(preflight("/t/cors", "POST").headers().firstValue("allow"))
                .contains("GET, HEAD, OPTIONS, POST, PUT");
        assertThat(preflight("/t/gated", "GET").statusCode()).isEqualTo(204);
        assertThat(preflight("/t/gated", "GET").headers().firstValue("x-preflight"))
                .isEmpty();
        assertThat(preflight("/t/any", "GET").body()).isEqualTo("any");
    }

    private static HttpResponse<String> preflight(String path, String wanted) {
        return gateway.send("OPTIONS", path, "", "origin", "https://app.test", "access-control-request-method", wanted);
    }
}
