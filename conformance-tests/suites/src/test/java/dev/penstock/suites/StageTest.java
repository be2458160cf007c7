package dev.penstock.suites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockServer;
import dev.penstock.fleet.MockStream;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a third party's stages may do, and what becomes of them when they fail. */
class StageTest {
    @Test
    void anAroundRunsTheStepsBelowItAgain() {
        AtomicInteger asked = new AtomicInteger();
        try (MockServer backend = MockServer.start()
                        .on(
                                "GET /x",
                                request -> MockAnswer.status(asked.incrementAndGet() == 1 ? 503 : 200)
                                        .header("x-try", asked.toString()));
                Harness gateway = start(
                        backend,
                        "[{retry-once: now}, {headers: {request: {add: {x-down: \"1\"}},"
                                + " response: {add: {x-below: \"1\"}}}}, {upstream: b}]")) {
            HttpResponse<String> answer = gateway.get("/x");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().allValues("x-try")).containsExactly("2");
            assertThat(answer.headers().allValues("x-below")).containsExactly("1");
            assertThat(backend.calls().get(1).headers().getAll("x-down")).containsExactly("1");
        }
    }

    @Test
    void aSecondRunMeetsAnotherTarget() {
        try (MockServer backend = MockServer.start().on("GET /x", MockAnswer.text("lives"));
                Harness gateway =
                        Harness.on("t.yaml", """
                        api: t
                        upstreams: {b: {targets: [{url: "http://127.0.0.1:9", weight: 5}, "%s"]}}
                        routes: [{name: x, match: GET /x, steps: [{retry-once: now}, {upstream: b}]}]
                        """.formatted(backend.uri())).start()) {
            for (int i = 0; i < 6; i++) {
                assertThat(gateway.get("/x").body()).isEqualTo("lives");
            }
        }
    }

    @Test
    void aRunThatIsGivenUpIsCancelledUpstream() {
        AtomicInteger asked = new AtomicInteger();
        try (MockServer backend = MockServer.start()
                        .on(
                                "GET /x",
                                request -> asked.incrementAndGet() == 1
                                        ? MockAnswer.text("first").after(Duration.ofSeconds(15))
                                        : MockAnswer.text("second"));
                Harness gateway = start(backend, "[{hedge: now}, {upstream: b}]")) {
            assertThat(gateway.get("/x").body()).isEqualTo("second");
            assertThat(backend.awaitLeft(1)).hasSize(1);
            assertThat(gateway.get("/x").body()).as("a fast one is asked once").isEqualTo("second");
            assertThat(backend.calls()).hasSize(3);
        }
    }

    @Test
    void anEventThatATransformHoldsBackIsPassedOnWhenTheStreamFallsSilent() throws Exception {
        MockStream stream = new MockStream();
        try (MockServer backend = MockServer.start().on("GET /x", MockAnswer.stream(stream));
                Harness gateway = start(backend, "[{deflate: all}, {upstream: b}]")) {
            InputStream bytes = gateway.client()
                    .send(gateway.request("/x").build(), HttpResponse.BodyHandlers.ofInputStream())
                    .body();
            try (InflaterInputStream events = new InflaterInputStream(bytes)) {
                stream.write("one");
                assertThat(new String(events.readNBytes(3), StandardCharsets.UTF_8))
                        .isEqualTo("one");
                stream.write("two");
                assertThat(new String(events.readNBytes(3), StandardCharsets.UTF_8))
                        .isEqualTo("two");
                stream.end();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"throw", "error", "future", "hook"})
    void aStepThatFailsIs500WithoutItsText(String how) {
        try (MockServer backend = MockServer.start().on("GET /x", MockAnswer.status(200));
                Harness gateway = start(
                        backend,
                        "[{headers: {response: {set: {x-above: \"${string(response.status)}\"}}}}, {fail: " + how
                                + "}, {upstream: b}]")) {
            HttpResponse<String> answer = gateway.get("/x");

            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
            assertThat(answer.headers().firstValue("x-above")).contains("500");
            assertThat(answer.body()).contains("urn:penstock:problem:step-failed", "\"step\":\"fail\"");
            assertThat(answer.body()).doesNotContain("secret");
            assertThat(gateway.get("/free").statusCode()).isEqualTo(204);
        }
    }

    @Test
    void aForgivenFaultGoesOnWithTheNextStep() {
        try (MockServer backend = MockServer.start();
                Harness gateway = start(
                        backend,
                        "[{fail: {text: throw, on-error: skip}}, {upstream: {name: dead, on-error: skip}},"
                                + " {respond: {status: 203}}]")) {
            assertThat(gateway.get("/x").statusCode()).isEqualTo(203);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"before", "after"})
    void theStepsBelowAForgivenAroundRunOnce(String when) {
        try (MockServer backend = MockServer.start().on("POST /x", MockAnswer.text("below"));
                Harness gateway =
                        start(backend, "[{fail-around: {text: " + when + ", on-error: skip}}, {upstream: b}]")) {
            HttpResponse<String> answer = gateway.send("POST", "/x", "body");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("below");
            assertThat(backend.calls()).hasSize(1);
        }
    }

    @Test
    void aCalloutTakesTheDeclaredHeadersAndNoneOfTheClient() {
        try (MockServer backend = MockServer.start()
                        .on(
                                "GET /camel",
                                request -> MockAnswer.text(
                                        request.header("x-declared") + " " + request.header("x-client")));
                Harness gateway =
                        start(backend, "[{callout: \"" + backend.uri() + "/camel?throwExceptionOnFailure=true\"}]")) {
            HttpResponse<String> answer = gateway.get("/x", "x-client", "no");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("yes ");
        }
    }

    @Test
    void aCalloutThatFailsIs502AndOneThatHangsIs504() {
        try (MockServer backend = MockServer.start()
                        .on("GET /broken", MockAnswer.status(500))
                        .on("GET /slow", MockAnswer.status(200).after(Duration.ofSeconds(3)));
                Harness broken = start(backend, "[{callout: \"" + backend.uri() + "/broken\"}]");
                Harness slow = start(backend, "[{callout: \"" + backend.uri() + "/slow\"}]")) {
            assertThat(broken.get("/x").statusCode()).isEqualTo(502);
            assertThat(slow.get("/x").statusCode()).isEqualTo(504);
        }
    }

    private static Harness start(MockServer backend, String steps) {
        return Harness.on("t.yaml", """
                        api: t
                        upstreams: {b: {targets: ["%s"]}, dead: {targets: ["http://127.0.0.1:9"]}}
                        routes:
                          - {name: x, match: /x, steps: %s}
                          - {name: free, match: GET /free, steps: [{respond: {status: 204}}]}
                        """.formatted(backend.uri(), steps)).start();
    }
}
