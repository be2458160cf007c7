package dev.penstock.plugins.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockFault;
import dev.penstock.fleet.MockServer;
import dev.penstock.sdk.Json;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the deadline of a route leaves to its calls, and what is told of how long they took. */
class DeadlineTest {
    private final MockServer backend = MockServer.start();
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    @AfterEach
    void stop() {
        backend.close();
    }

    private Harness joining(String deadline, String settings) {
        return Harness.on("a.yaml", """
                        api: a
                        upstreams: {b: {targets: ["%s"], timeout: 20s}}
                        routes:
                          - name: a
                            match: GET /a
                            deadline: %s
                            steps:
                              - aggregate:
                        %s
                        """.formatted(backend.uri(), deadline, settings.indent(10)))
                .accessLog(log)
                .start();
    }

    @Test
    void aCallThatHangsUntilTheDeadlineIsToldByItsName() {
        backend.on("GET /quick", MockAnswer.json(1)).on("GET /slow", MockAnswer.fault(MockFault.HANG));
        try (Harness gateway =
                joining("2s", "calls: {quick: {get: /quick, from: b}, slowpoke: {get: /slow, from: b}}")) {
            HttpResponse<String> answer = gateway.get("/a");
            assertThat(answer.statusCode()).isEqualTo(504);
            assertThat(answer.body()).contains("\"call\":\"slowpoke\"");
        }
    }

    @Test
    void aCallThatMayBeLeftOutIsLeftOutBeforeTheDeadline() {
        backend.on("GET /quick", MockAnswer.json(1)).on("GET /slow", MockAnswer.fault(MockFault.HANG));
        try (Harness gateway = joining(
                "2s", "calls: {quick: {get: /quick, from: b}, slowpoke: {get: /slow, from: b, on-error: omit}}")) {
            HttpResponse<String> answer = gateway.get("/a");
            assertThat(answer.body()).isEqualTo("{\"quick\":1}");
            assertThat(answer.headers().firstValue("proxy-status"))
                    .contains("penstock; error=http_response_timeout; details=\"slowpoke\"");
        }
    }

    @Test
    void aCallThatCannotBeDoneInWhatIsLeftIsNotStarted() {
        backend.on("GET /slow", MockAnswer.fault(MockFault.HANG)).on("GET /next/1", MockAnswer.json(1));
        try (Harness gateway = joining("1s", """
                calls:
                  slow: {get: /slow, from: b, on-error: {use: {id: 1}}}
                  next: {get: "/next/${slow.body.id}", from: b, on-error: "null"}
                  each: {for-each: "${[slow.body.id]}", get: "/next/${item}", from: b, on-error: skip}
                """)) {
            HttpResponse<String> answer = gateway.get("/a");
            assertThat(answer.body()).isEqualTo("{\"slow\":{\"id\":1},\"next\":null,\"each\":[]}");
            assertThat(answer.headers().firstValue("penstock-partial")).contains("slow, next, each");
        }
        assertThat(backend.calls()).hasSize(1);
    }

    @Test
    void aHedgedCallTakesTheAnswerOfTheSecondRequest() {
        AtomicInteger requests = new AtomicInteger();
        backend.onLater(
                "GET /x",
                seen -> requests.incrementAndGet() == 1
                        ? Promise.<MockAnswer>promise().future()
                        : MockAnswer.json(2).now());
        try (Harness gateway = joining("30s", "calls: {x: {get: /x, from: b, hedge: {after: 20ms}}}")) {
            assertThat(gateway.get("/a").body()).isEqualTo("{\"x\":2}");
            backend.awaitLeft(1);
        }
    }

    @Test
    void aSlowAnswerTellsItsCriticalPathInTheAccessLog() {
        backend.on("GET /first", MockAnswer.json(Map.of("id", 1)).after(Duration.ofMillis(600)))
                .on("GET /second/1", MockAnswer.json(2).after(Duration.ofMillis(600)))
                .on("GET /aside", MockAnswer.json(3).after(Duration.ofMillis(50)));
        try (Harness gateway = joining("20s", """
                name: page
                calls:
                  aside: {get: /aside, from: b}
                  second: {get: "/second/${first.body.id}", from: b, when: aside.body == 3}
                  first: {get: /first, from: b}
                """)) {
            gateway.get("/a");
        }
        assertThat(notes()).containsOnlyKeys("page");
        assertThat(notes().get("page").toString()).matches("first \\d{3,} ms, then second \\d{3,} ms");
    }

    @Test
    void aQuickAnswerTellsNothing() {
        backend.on("GET /x", MockAnswer.json(1));
        try (Harness gateway = joining("30s", "calls: {x: {get: /x, from: b}}")) {
            gateway.get("/a");
        }
        Map<?, ?> line = line();
        assertThat(line.containsKey("notes")).isEqualTo((Double) line.get("duration_ms") >= 1000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "calls: {x: {get: /x, from: b}, y: {get: /x, from: b, when: x.body == 1}} | 2",
                "calls: {x: {get: /x, from: b}, y: {get: /x, from: b, when: x.body == 2}} | 1",
                "calls: {x: {for-each: '${[1, 2, 3]}', get: /x, from: b}} | 3",
                "calls: {x: {get: /no, from: b, on-error: omit}, y: {get: '/${x.body}', from: b}} | 1",
                "calls: {x: {get: /no, from: b}, y: {get: '/${x.body}', from: b}} | 1"
            })
    void answersAndTheirCallsAreCounted(String settings, int calls) throws Exception {
        backend.on("GET /x", MockAnswer.json(1)).on("GET /no", MockAnswer.status(500));
        try (Harness gateway = joining("30s", settings)) {
            gateway.get("/a");
            gateway.get("/a");
            String labels = "{api=\"a\",route=\"a\",step=\"aggregate\",} ";
            String metrics = gateway.client()
                    .send(
                            HttpRequest.newBuilder(gateway.adminUri().resolve("/metrics"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
            assertThat(metrics)
                    .contains("penstock_joins_total" + labels + "2.0")
                    .contains("penstock_join_calls_total" + labels + 2 * calls + ".0");
        }
    }

    private Map<String, Object> notes() {
        return ((Map<?, ?>) line().get("notes"))
                .entrySet().stream()
                        .collect(java.util.stream.Collectors.toMap(
                                note -> note.getKey().toString(), Map.Entry::getValue));
    }

    private Map<?, ?> line() {
        List<String> lines = log.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).hasSize(1);
        return (Map<?, ?>) Json.parse(Buffer.buffer(lines.get(0)));
    }
}
