package dev.penstock.suites;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockFault;
import dev.penstock.fleet.MockRequest;
import dev.penstock.fleet.MockServer;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is sent again, and what is not: a first target that fails as its path says, and a second one that is well. */
class RetryTest {
    private MockServer bad;
    private MockServer good;

    @BeforeEach
    void start() {
        bad = MockServer.start();
        good = MockServer.start();
        for (String method : List.of("GET", "PUT", "POST", "PATCH", "DELETE")) {
            bad.on(
                            method + " /status/{code}",
                            call -> failing(Integer.parseInt(call.path().substring(8))))
                    .on(
                            method + " /wait/{seconds}",
                            call -> failing(503)
                                    .header("retry-after", call.path().substring(6)))
                    .on(method + " /reset", MockAnswer.fault(MockFault.RESET))
                    .on(method + " /hang", MockAnswer.fault(MockFault.HANG))
                    .on(method + " /truncate", MockAnswer.fault(MockFault.TRUNCATE))
                    .on(method + " /slow", failing(503).after(Duration.ofMillis(300)));
            good.on(method + " /{path}", RetryTest::fine).on(method + " /{path}/{more}", RetryTest::fine);
        }
    }

    private static MockAnswer fine(MockRequest call) {
        return MockAnswer.json(Map.of("length", (long) call.body().length())).header("x-from", "good");
    }

    private static MockAnswer failing(int status) {
        return MockAnswer.status(status).header("x-from", "bad");
    }

    @AfterEach
    void stop() {
        bad.close();
        good.close();
    }

    /** The settings of the upstream whose targets these are, then those of its step. */
    private Harness gateway(String targets, String retry, String step) {
        return Harness.on("t.yaml", """
                        api: t
                        upstreams:
                          u: {targets: [%s], timeout: 400ms%s}
                          spare: {targets: ["%s"]}
                        routes: [{name: all, match: {path: "/{rest*}"}, deadline: 2s, steps: [{upstream: {name: u%s}}]}]
                        """.formatted(targets, retry, good.uri(), step))
                .eventLoops(1)
                .start();
    }

    private String both() {
        return '"' + bad.uri().toString() + "\", \"" + good.uri() + '"';
    }

    private static String from(HttpResponse<String> answer) {
        return answer.statusCode() + " " + answer.headers().firstValue("x-from").orElse("gateway");
    }

    @ParameterizedTest(name = "{0} {1} with {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "GET    | /status/503 | retry: {}                                | 200 good    | 1",
                "GET    | /status/502 | retry: {}                                | 200 good    | 1",
                "GET    | /status/504 | retry: {}                                | 200 good    | 1",
                "GET    | /status/500 | retry: {}                                | 500 bad     | 1",
                "GET    | /status/500 | 'retry: {on: [500]}'                     | 200 good    | 1",
                "GET    | /status/429 | 'retry: {on: 429}'                       | 200 good    | 1",
                "GET    | /status/503 | 'retry: {on: [connect, 504]}'            | 503 bad     | 1",
                "GET    | /status/503 | 'retry: {attempts: 1}'                   | 503 bad     | 1",
                "GET    | /status/503 | 'idle: 1m'                               | 503 bad     | 1",
                "GET    | /reset      | retry: {}                                | 200 good    | 1",
                "GET    | /reset      | 'retry: {on: [connect]}'                 | 502 gateway | 1",
                "GET    | /hang       | retry: {}                                | 200 good    | 1",
                "GET    | /hang       | 'retry: {on: [502, 503]}'                | 504 gateway | 1",
                "DELETE | /status/503 | retry: {}                                | 200 good    | 1",
                "PUT    | /status/503 | retry: {}                                | 200 good    | 1",
                "POST   | /status/503 | retry: {}                                | 503 bad     | 1",
                "POST   | /reset      | retry: {}                                | 502 gateway | 1",
                "POST   | /hang       | retry: {}                                | 504 gateway | 1",
                "PATCH  | /status/503 | retry: {}                                | 503 bad     | 1",
                "POST   | /status/503 | 'retry: {methods: [POST]}'               | 200 good    | 1",
                "GET    | /status/503 | 'retry: {methods: [POST]}'               | 503 bad     | 1",
                "GET    | /wait/30    | retry: {}                                | 200 good    | 1",
            })
    void isSentAgainOrNot(String method, String path, String retry, String outcome, int calls) {
        try (Harness gateway = gateway(both(), ", " + retry, "")) {
            HttpResponse<String> answer = gateway.send(method, path, "");
            assertThat(from(answer)).isEqualTo(outcome);
            assertThat(bad.calls()).hasSize(calls);
            assertThat(good.calls()).hasSize(outcome.endsWith("good") ? 1 : 0);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, 1KiB, 1024, 200 good",
        "PUT, 1KiB, 1025, 503 bad",
        "PUT, 0, 10, 503 bad",
        "PUT, 1MiB, 700000, 200 good"
    })
    void aBodyIsSentAgainWholeUpToItsBound(String method, String bound, int length, String outcome) {
        try (Harness gateway = gateway(both(), ", retry: {body: " + bound + "}", "")) {
            HttpResponse<String> answer = gateway.send(method, "/status/503", "x".repeat(length));
            assertThat(from(answer)).isEqualTo(outcome);
            if (outcome.endsWith("good")) {
                assertThat(answer.body()).isEqualTo("{\"length\":" + length + "}");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"GET", "POST"})
    void whatNothingWasSentOfIsSentAgainWhateverItsMethod(String method) {
        String dead = "\"http://127.0.0.1:9\", \"" + good.uri() + '"';
        try (Harness gateway = gateway(dead, ", retry: {on: connect}", "")) {
            String body = "x".repeat(200_000);
            HttpResponse<String> answer = gateway.send(method, "/a", body);
            assertThat(answer.body()).isEqualTo("{\"length\":200000}");
        }
    }

    @ParameterizedTest
    @CsvSource({"2, 2", "3, 3", "4, 4"})
    void attemptsCountTheFirst(int attempts, int calls) {
        String one = '"' + bad.uri().toString() + '"';
        try (Harness gateway = gateway(one, ", retry: {attempts: " + attempts + "}", "")) {
            assertThat(from(gateway.get("/status/503"))).isEqualTo("503 bad");
            assertThat(bad.calls()).hasSize(calls);
            assertThat(Soon.metric(gateway, "penstock_upstream_retries_total{api=\"t\",upstream=\"u\",}"))
                    .isEqualTo((calls - 1) + ".0");
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 2", "1, 2", "5, 1", "soon, 1"})
    void aShortRetryAfterIsWaitedForAndALongOneIsTheClients(String after, int calls) {
        String one = '"' + bad.uri().toString() + '"';
        try (Harness gateway = gateway(one, ", retry: {}", "")) {
            long begun = System.nanoTime();
            assertThat(from(gateway.get("/wait/" + after))).isEqualTo("503 bad");
            long millis = (System.nanoTime() - begun) / 1_000_000;
            assertThat(bad.calls()).hasSize(calls);
            assertThat(millis).isGreaterThanOrEqualTo(after.equals("1") ? 1_000 : 0);
        }
    }

    @Test
    void nothingIsSentAgainOnceTheHeadIsOut() {
        try (Harness gateway = gateway(both(), ", retry: {}", "")) {
            assertThatThrownBy(() -> gateway.get("/truncate")).isInstanceOf(UncheckedIOException.class);
            assertThat(good.calls()).isEmpty();
        }
    }

    @Test
    void slowFailuresEndAtTheDeadline() {
        String one = '"' + bad.uri().toString() + '"';
        try (Harness gateway = gateway(one, ", retry: {attempts: 10}", "")) {
            long begun = System.nanoTime();
            assertThat(gateway.get("/slow").statusCode()).isIn(503, 504);
            assertThat((System.nanoTime() - begun) / 1_000_000).isLessThan(2_600);
            assertThat(bad.calls().size()).isBetween(3, 6);
        }
    }

    @Test
    void theBudgetBoundsWhatAnOutageIsSent() {
        String one = '"' + bad.uri().toString() + '"';
        try (Harness gateway = gateway(one, ", retry: {budget: 20%}", "")) {
            for (int i = 0; i < 200; i++) {
                gateway.get("/status/503");
            }
            // A fifth of the requests, and three in each of the seconds that this takes.
            assertThat(bad.calls().size()).isBetween(230, 270);
        }
    }

    @ParameterizedTest(name = "{0} {1}{2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "GET  | /status/503 | ', fallback: spare'                       | 200 good    | 1",
                "GET  | /status/502 | ', fallback: [spare]'                     | 200 good    | 1",
                "GET  | /reset      | ', fallback: spare'                       | 200 good    | 1",
                "GET  | /hang       | ', fallback: spare'                       | 200 good    | 1",
                "GET  | /status/500 | ', fallback: spare'                       | 500 bad     | 1",
                "GET  | /status/404 | ', fallback: spare, fallback-on: [404]'   | 200 good    | 1",
                "GET  | /status/502 | ', fallback: spare, fallback-on: 503'     | 502 bad     | 1",
                "PUT  | /status/503 | ', fallback: spare'                       | 200 good    | 1",
                "POST | /status/503 | ', fallback: spare'                       | 503 bad     | 1",
                "POST | /reset      | ', fallback: spare'                       | 502 gateway | 1",
                "GET  | /status/503 | ', fallback: [u, spare]'                  | 200 good    | 2",
            })
    void whatAnUpstreamCannotDoGoesOnToTheNext(String method, String path, String step, String outcome, int calls) {
        String one = '"' + bad.uri().toString() + '"';
        try (Harness gateway = gateway(one, "", step)) {
            HttpResponse<String> answer = gateway.send(method, path, "hello");
            assertThat(from(answer)).isEqualTo(outcome);
            assertThat(bad.calls()).hasSize(calls);
            if (outcome.endsWith("good")) {
                assertThat(answer.body()).isEqualTo("{\"length\":5}");
            }
        }
    }

    @Test
    void aHedgeIsSentWhenTheFirstIsSilent() {
        try (Harness gateway = gateway(both(), ", retry: {budget: 100%}", ", hedge: {after: 50ms}")) {
            assertThat(from(gateway.get("/hang"))).isEqualTo("200 good");
            assertThat(bad.awaitLeft(1)).hasSize(1);
            assertThat(List.of(from(gateway.send("POST", "/hang", "x")), from(gateway.send("POST", "/hang", "x"))))
                    .containsExactlyInAnyOrder("200 good", "504 gateway");
        }
    }

    /** A backend that answers the first request of a connection and closes it when the second one comes. */
    @ParameterizedTest
    @CsvSource({"GET, 200", "DELETE, 200", "POST, 502"})
    void aKeptConnectionThatIsClosedAsItIsUsedIsNoFault(String method, int status) throws Exception {
        AtomicInteger connections = new AtomicInteger();
        try (RawBackend backend = RawBackend.playing((head, socket) -> {
                    connections.incrementAndGet();
                    RawBackend.write(socket, "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhi");
                    Raw.head(socket);
                    socket.close();
                });
                Harness gateway = gateway('"' + backend.uri() + '"', "", "")) {
            assertThat(gateway.get("/a").body()).isEqualTo("hi");
            assertThat(gateway.send(method, "/b", "").statusCode()).isEqualTo(status);
            assertThat(connections.get()).isEqualTo(status == 200 ? 2 : 1);
        }
    }
}
