package dev.penstock.plugins.transform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockFault;
import dev.penstock.fleet.MockRequest;
import dev.penstock.fleet.MockServer;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadersTest {
    private final MockServer backend = MockServer.start();

    @AfterEach
    void stop() {
        backend.close();
    }

    @Test
    void aRequestIsEditedBeforeItGoesUp() {
        backend.on("GET /a", MockAnswer.text("fine"));
        try (Harness gateway = on("{request: {set: {x-user: \"${query.u} of ${header['x-user']}\"}, "
                + "add: {x-more: two}, remove: [x-gone]}}")) {
            gateway.get("/a?u=ann", "x-user", "bob", "x-more", "one", "x-gone", "1");
        }
        MockRequest seen = backend.calls().get(0);
        assertThat(seen.header("x-user")).isEqualTo("ann of bob");
        assertThat(seen.headers().getAll("x-more")).containsExactly("one", "two");
        assertThat(seen.headers().contains("x-gone")).isFalse();
    }

    @Test
    void aReplyIsEditedOnItsWayBack() {
        backend.on("GET /a", MockAnswer.text("fine").header("x-inner", "secret").header("x-mark", "old"));
        try (Harness gateway = on("{response: {set: {x-mark: \"${response.status}\"}, remove: x-inner}}")) {
            HttpResponse<String> answer = gateway.get("/a");
            assertThat(answer.headers().allValues("x-mark")).containsExactly("200");
            assertThat(answer.headers().firstValue("x-inner")).isEmpty();
            assertThat(answer.body()).isEqualTo("fine");
        }
    }

    @Test
    void anErrorIsEditedToo() {
        backend.on("GET /a", MockAnswer.fault(MockFault.RESET));
        try (Harness gateway = on("{response: {set: {x-mark: seen}}}")) {
            HttpResponse<String> answer = gateway.get("/a");
            assertThat(answer.statusCode()).isEqualTo(502);
            assertThat(answer.headers().firstValue("x-mark")).contains("seen");
        }
    }

    @Test
    void whatIsRemovedCanBeSetAndWhatIsSetCanBeAddedTo() {
        backend.on("GET /a", MockAnswer.text("fine").header("x-a", "theirs").header("x-b", "theirs"));
        String edits = "{add: {x-a: added, x-b: added}, set: {x-a: set}, remove: [x-a, x-b]}";
        try (Harness gateway = on("{request: " + edits + ", response: " + edits + "}")) {
            HttpResponse<String> answer = gateway.get("/a", "x-a", "client", "x-b", "client");
            assertThat(answer.headers().allValues("x-a")).containsExactly("set", "added");
            assertThat(answer.headers().allValues("x-b")).containsExactly("added");
        }
        MockRequest seen = backend.calls().get(0);
        assertThat(seen.headers().getAll("x-a")).containsExactly("set", "added");
        assertThat(seen.headers().getAll("x-b")).containsExactly("added");
    }

    @Test
    void aValueReadsTheFieldThatItReplaces() {
        backend.on("GET /a", MockAnswer.text("fine"));
        try (Harness gateway = on("{request: {set: {x-a: \"${header['x-b']}\", x-b: \"${header['x-a']}\"}}}")) {
            gateway.get("/a", "x-a", "1", "x-b", "2");
        }
        assertThat(backend.calls().get(0).header("x-a")).isEqualTo("2");
        assertThat(backend.calls().get(0).header("x-b")).isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a", "/a?u=1%0d%0ax-evil:1"})
    void onTheWayBackAValueThatFailsReplacesTheAnswerBy500(String target) {
        backend.on("GET /a", MockAnswer.text("fine"));
        try (Harness gateway = on("{response: {set: {x-mark: \"${query.u}\"}}}")) {
            HttpResponse<String> answer = gateway.get(target);
            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(answer.headers().allValues("content-type")).containsExactly("application/problem+json");
            assertThat(answer.headers().firstValue("x-evil")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"query.u", "query.nope", "response.body.nope", "response.headers['x-nope']"})
    void skippedFaultsLeaveTheAnswerAsItIs(String value) {
        backend.on("GET /a", MockAnswer.json(Map.of("a", 1)).header("x-mark", "theirs"));
        try (Harness gateway =
                on("{on-error: skip, response: {remove: x-mark, set: {x-other: a, x-mark: \"${" + value + "}\"}}}")) {
            HttpResponse<String> answer = gateway.get("/a?u=1%0d%0ax-evil:1");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("{\"a\":1}");
            assertThat(answer.headers().allValues("x-mark")).containsExactly("theirs");
            assertThat(answer.headers().firstValue("x-other")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a", "/a?u=1%0d%0ax-evil:1"})
    void aStepThatFailsOnTheWayDownHasNoPartOnTheWayUp(String target) {
        try (Harness gateway =
                on("{request: {set: {x-mark: \"${query.u}\"}}, response: {set: {x-own: a, x-mark: \"${query.u}\"}}}")) {
            HttpResponse<String> answer = gateway.get(target);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.headers().map()).doesNotContainKeys("x-own", "x-evil");
        }
    }

    @Test
    void aLineBreakInAValueIs400AndNothingGoesUp() {
        try (Harness gateway = on("{request: {set: {x-user: \"${query.u}\"}}}")) {
            assertThat(gateway.get("/a?u=a%0d%0ax-evil:1").statusCode()).isEqualTo(400);
        }
        assertThat(backend.calls()).isEmpty();
    }

    @Test
    void anAbsentValueIs400() {
        try (Harness gateway = on("{request: {set: {x-user: \"${query.u}\"}}}")) {
            assertThat(gateway.get("/a").statusCode()).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{request: {set: {host: a}}}",
                "{request: {add: {connection: close}}}",
                "{response: {set: {Content-Length: 3}}}",
                "{response: {remove: [x-fine, transfer-encoding]}}",
                "{response: {remove: [[x]]}}",
                "{request: {set: {\"a b\": x}}}"
            })
    void whatIsNotAFilesToWriteIsAFault(String settings) {
        try (Harness gateway = on(settings)) {
            assertThat(gateway.faults()).hasSize(1);
            assertThat(gateway.faults().get(0).toString()).contains("a.yaml:7:");
        }
    }

    private Harness on(String settings) {
        return Harness.on("a.yaml", """
                        api: a
                        upstreams: {b: {targets: ["%s"]}}
                        routes:
                          - name: a
                            match: GET /a
                            steps:
                              - headers: %s
                              - upstream: b
                        """.formatted(backend.uri(), settings)).start();
    }
}
