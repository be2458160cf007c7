package dev.penstock.plugins.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.engine.config.Fault;
import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockFault;
import dev.penstock.fleet.MockRequest;
import dev.penstock.fleet.MockServer;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The step {@code call}: one call of a join, for the steps below it. */
class CallTest {
    private final MockServer backend = MockServer.start()
            .on("GET /users/{id}", MockAnswer.json(Map.of("name", "Ann", "group", 7, "vip", true)))
            .on("GET /groups/7", MockAnswer.json(Map.of("title", "Staff")))
            .on("GET /broken", MockAnswer.status(500))
            .on("GET /gone", MockAnswer.json(404, Map.of("why", "gone")))
            .on("GET /garbage", MockAnswer.fault(MockFault.GARBAGE))
            .on("GET /slow", MockAnswer.json(1).after(Duration.ofSeconds(5)))
            .on("POST /seen", MockAnswer.status(204))
            .on("GET /v/{rest*}", MockAnswer.text("upstream"));

    @AfterEach
    void stop() {
        backend.close();
    }

    @Test
    void whatItFillsFeedsCallsHeadersConditionsAndTheAddressBelow() {
        try (Harness gateway = serving("""
                - call: {get: "/users/${path.id}", from: b, as: user}
                - call: {get: "/groups/${user.body.group}", from: b, as: group, when: user.body.vip}
                - call: {get: /broken, from: b, as: never, when: "!user.body.vip"}
                - headers:
                    request: {set: {x-name: "${user.body.name}", x-group: "${group.body.title}"}}
                    response: {set: {x-status: "${user.status}", x-type: "${user.headers['content-type']}"}}
                - headers: {when: never.status != 7, response: {set: {x-unmade: "no"}}}
                - rewrite: {path: "/v/${user.body.group}"}
                - upstream: b
                """)) {
            HttpResponse<String> answer = gateway.get("/a/41");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("upstream");
            assertThat(answer.headers().firstValue("x-status")).contains("200");
            assertThat(answer.headers().firstValue("x-type")).contains("application/json");
            assertThat(answer.headers().firstValue("x-unmade")).isEmpty();
            assertThat(answer.headers().firstValue("penstock-partial")).isEmpty();
        }
        assertThat(backend.calls()).extracting(MockRequest::path).containsExactly("/users/41", "/groups/7", "/v/7");
        assertThat(backend.calls().get(2).header("x-name")).isEqualTo("Ann");
        assertThat(backend.calls().get(2).header("x-group")).isEqualTo("Staff");
    }

    @Test
    void itSendsWhatIsDeclaredAndNothingOfTheClientsElse() {
        try (Harness gateway = serving("""
                - call: {post: /seen, from: b, as: seen, query: {n: "${query.n}"}, headers: {x-made: "yes"}, forward: [accept-language], body: {id: "${path.id}"}}
                - respond: {status: 200, body: {empty: "${seen.body}", status: "${seen.status}"}}
                """)) {
            assertThat(gateway.get("/a/7?n=1", "cookie", "a=b", "accept-language", "de", "x-made", "no")
                            .body())
                    .isEqualTo("{\"empty\":null,\"status\":204}");
        }
        MockRequest sent = backend.calls().get(0);
        assertThat(sent.target()).isEqualTo("/seen?n=1");
        assertThat(sent.text()).isEqualTo("{\"id\":\"7\"}");
        assertThat(sent.header("cookie")).isEmpty();
        assertThat(sent.header("x-made")).isEqualTo("yes");
        assertThat(sent.header("accept-language")).isEqualTo("de");
    }

    /** The name is {@code x}; the route answers {@code {body, status, kept}} with what reads it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "get: /broken | 502 | the call 'x' failed",
                "get: /gone | 502 | received-status=404",
                "get: /garbage | 502 | error=http_protocol_error",
                "get: /slow, timeout: 100ms | 504 | error=http_response_timeout",
                "get: /broken, on-error: fail | 502 | the call 'x' failed",
                "get: /broken, on-error: omit | 200 | {'kept':1}",
                "get: /slow, timeout: 100ms, on-error: omit | 200 | {'kept':1}",
                "get: /broken, on-error: null | 200 | {'body':null,'status':null,'kept':1}",
                "get: /broken, on-error: {use: {n: 1}} | 200 | {'body':{'n':1},'status':500,'kept':1}",
                "get: /gone, on-status: {404: body} | 200 | {'body':{'why':'gone'},'status':404,'kept':1}",
                "get: /gone, on-status: {404: omit} | 200 | {'kept':1}",
                "get: /broken, when: 'false' | 200 | {'body':null,'status':null,'kept':1}",
                "get: '/users/${query.absent}' | 400 | absent",
                "get: '/users/${query.absent}', on-error: omit | 400 | absent"
            })
    void whatFailsDoesWhatItsOwnRulesSay(String call, int status, String shown) {
        try (Harness gateway = serving("""
                - call: {from: b, as: x, %s}
                - respond: {status: 200, body: {body: "${x.body}", status: "${x.status}", kept: 1}}
                """.formatted(call))) {
            HttpResponse<String> answer = gateway.get("/a/1");

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
            assertThat(answer.body()
                            + answer.headers().firstValue("proxy-status").orElse(""))
                    .contains(shown.replace('\'', '"').replace("\"x\"", "'x'"));
            assertThat(answer.headers().firstValue("penstock-partial")).isEmpty();
            assertThat(answer.body().contains("\"step\":\"call\"")).isEqualTo(status >= 400);
        }
    }

    @Test
    void aHeaderThatNamesWhatWasLeftOutIsLeftOutToo() {
        try (Harness gateway = serving("""
                - call: {get: /broken, from: b, as: x, on-error: omit}
                - headers: {response: {set: {x-v: "it is ${x.body.v}", x-kept: "yes"}}}
                - respond: {status: 200}
                """)) {
            HttpResponse<String> answer = gateway.get("/a/1");

            assertThat(answer.headers().firstValue("x-kept")).contains("yes");
            assertThat(answer.headers().firstValue("x-v")).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "get: /x, from: b | 7:15 | missing key 'as'",
                "from: b, as: x | 7:15 | one of get, post",
                "get: /x, from: b, as: x, on-error: skip | 7:51 | skip",
                "get: /x, from: b, as: request | 7:38 | request",
                "get: /x, from: b, as: 7up | 7:38 | 7up",
                "get: /x, from: c, as: x | 7:31 | 'c'",
                "get: '/${x.body}', from: b, as: x | 7:16 | its own answer",
                "get: /x, from: b, as: x, on-eror: omit | 7:41 | on-error"
            })
    void aFaultHasItsPlaceAndWhatIsWrong(String call, String place, String message) {
        try (Harness gateway = serving("- call: {%s}\n- respond: {status: 200}\n".formatted(call))) {
            List<Fault> faults = gateway.faults();
            assertThat(faults).hasSize(1);
            assertThat(faults.get(0).toString())
                    .contains("a.yaml:" + place + ": ")
                    .contains(message);
        }
    }

    @Test
    void aNameIsTakenOnce() {
        try (Harness gateway = serving("""
                - call: {get: /x, from: b, as: x}
                - call: {get: /y, from: b, as: x}
                - respond: {status: 200}
                """)) {
            assertThat(gateway.faults())
                    .singleElement()
                    .satisfies(fault -> assertThat(fault.place().line()).isEqualTo(8));
        }
    }

    private Harness serving(String steps) {
        return Harness.on("a.yaml", """
                        api: a
                        upstreams: {b: {targets: ["%s"]}}
                        routes:
                          - name: a
                            match: GET /a/{id}
                            steps:
                        %s
                        """.formatted(backend.uri(), steps.indent(6)))
                .start();
    }
}
