package dev.penstock.suites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockFault;
import dev.penstock.fleet.MockRequest;
import dev.penstock.fleet.MockServer;
import dev.penstock.fleet.MockStream;
import io.vertx.core.Promise;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code max-connections}: how many requests a target has at most, and how the others wait. */
@Timeout(60)
class UpstreamBoundsTest {
    private final Queue<Promise<MockAnswer>> held = new ConcurrentLinkedQueue<>();
    private final MockServer backend = MockServer.start().onLater("GET /{rest*}", seen -> {
        Promise<MockAnswer> answer = Promise.promise();
        held.add(answer);
        return answer.future();
    });

    @AfterEach
    void stop() {
        backend.close();
    }

    private Harness start(int most, String timeout) {
        return Harness.on("t.yaml", """
                        api: t
                        upstreams: {b: {targets: ["%s"], max-connections: %s, timeout: %s}}
                        routes:
                          - {name: hasty, match: "GET /hasty", deadline: 300ms, steps: [{upstream: b}]}
                          - {name: any, match: "GET /{rest*}", steps: [{upstream: b}]}
                        """.formatted(backend.uri(), most, timeout))
                .eventLoops(3)
                .start();
    }

    private static CompletableFuture<HttpResponse<String>> ask(Harness gateway, String path) {
        return gateway.client().sendAsync(gateway.request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static void awaitState(Harness gateway, int inFlight, int waiting) {
        String state = "\"in-flight\":" + inFlight + ",\"waiting\":" + waiting;
        assertThat(Soon.until(
                        Duration.ofSeconds(10),
                        () -> Soon.admin(gateway, "GET", "/routes").replaceAll("\\s", ""),
                        page -> page.contains(state)))
                .contains(state);
    }

    private void answerOne() {
        Soon.until(Duration.ofSeconds(10), held::isEmpty, empty -> !empty);
        held.remove().complete(MockAnswer.text("done"));
    }

    /** With few places all loops share their connections, with many each has its own. */
    @ParameterizedTest
    @ValueSource(ints = {4, 64})
    void thereAreNeverMoreThanMayBeOverAllLoops(int limit) {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Executor later = CompletableFuture.delayedExecutor(limit / 2, TimeUnit.MILLISECONDS);
        backend.onLater("GET /{rest*}", seen -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            Promise<MockAnswer> answer = Promise.promise();
            later.execute(() -> {
                now.decrementAndGet();
                answer.complete(MockAnswer.text("done"));
            });
            return answer.future();
        });
        try (Harness gateway = start(limit, "15s")) {
            List<CompletableFuture<HttpResponse<String>>> all =
                    IntStream.range(0, 300).mapToObj(i -> ask(gateway, "/" + i)).toList();

            assertThat(all).allMatch(answer -> answer.join().statusCode() == 200);
            assertThat(most.get()).isBetween(limit / 2, limit);
            awaitState(gateway, 0, 0);
        }
    }

    @Test
    void whoWaitsIsServedInOrder() {
        try (Harness gateway = start(1, "15s")) {
            List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
            for (int i = 0; i < 9; i++) {
                all.add(ask(gateway, "/" + i));
                awaitState(gateway, 1, i);
            }
            all.forEach(answer -> answerOne());

            assertThat(all).allMatch(answer -> answer.join().statusCode() == 200);
            assertThat(backend.calls()).extracting(MockRequest::path).containsExactlyElementsOf(paths(9));
        }
    }

    private static List<String> paths(int number) {
        return IntStream.range(0, number).mapToObj(i -> "/" + i).toList();
    }

    /** Who waits and whom it waits for have the same time-out: the waiting one is asked from within the first's answer. */
    @Test
    void whoWaitsTooLongIs503AndLosesItsTurn() throws Exception {
        MockStream stream = new MockStream();
        backend.on("GET /first", MockAnswer.stream(stream));
        try (Harness gateway = start(1, "300ms");
                Raw first = Raw.connect(gateway).write("GET /first HTTP/1.1\r\nhost: t\r\n\r\n")) {
            assertThat(first.head()).startsWith("HTTP/1.1 200 ");
            HttpResponse<String> late = gateway.get("/late");

            assertThat(late.statusCode()).isEqualTo(503);
            assertThat(late.headers().firstValue("proxy-status")).contains("penstock; error=connection_limit_reached");
            awaitState(gateway, 1, 0);
            stream.end();
            awaitState(gateway, 0, 0);
            assertThat(backend.calls()).hasSize(1);
        }
    }

    @Test
    void theDeadlineEndsTheWait() {
        try (Harness gateway = start(1, "15s")) {
            CompletableFuture<HttpResponse<String>> first = ask(gateway, "/first");
            backend.awaitCalls(1);

            assertThat(gateway.get("/hasty").statusCode()).isEqualTo(504);
            awaitState(gateway, 1, 0);
            answerOne();
            assertThat(first.join().statusCode()).isEqualTo(200);
            assertThat(backend.calls()).hasSize(1);
        }
    }

    @Test
    void clientsThatLeaveLeaveTheQueue() throws Exception {
        try (Harness gateway = start(2, "15s")) {
            List<CompletableFuture<HttpResponse<String>>> served =
                    Stream.of("/a", "/b").map(path -> ask(gateway, path)).toList();
            backend.awaitCalls(2);
            List<Raw> clients = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                clients.add(Raw.connect(gateway).write("GET /waiting HTTP/1.1\r\nhost: t\r\n\r\n"));
            }
            awaitState(gateway, 2, 200);
            for (Raw client : clients) {
                client.close();
            }
            awaitState(gateway, 2, 0);
            answerOne();
            answerOne();

            assertThat(served).allMatch(answer -> answer.join().statusCode() == 200);
            awaitState(gateway, 0, 0);
            assertThat(backend.calls()).hasSize(2);
        }
    }

    @Test
    void aPlaceIsHeldUntilTheBodyHasEnded() throws Exception {
        MockStream stream = new MockStream();
        backend.on("GET /stream", MockAnswer.stream(stream));
        try (Harness gateway = start(1, "15s");
                Raw client = Raw.connect(gateway)) {
            client.write("GET /stream HTTP/1.1\r\nhost: t\r\n\r\n");
            assertThat(client.head()).startsWith("HTTP/1.1 200 ");
            CompletableFuture<HttpResponse<String>> next = ask(gateway, "/next");
            awaitState(gateway, 1, 1);
            stream.end();
            answerOne();

            assertThat(next.join().statusCode()).isEqualTo(200);
        }
    }

    @Test
    void afterFailuresAllPlacesAreFree() {
        backend.on("GET /reset", MockAnswer.fault(MockFault.RESET))
                .on("GET /truncate", MockAnswer.text("0123456789").failing(MockFault.TRUNCATE))
                .on("GET /none", MockAnswer.status(204))
                .on("HEAD /none", MockAnswer.status(200));
        try (Harness gateway = start(3, "200ms")) {
            for (int i = 0; i < 5; i++) {
                List.of("/reset", "/truncate", "/none", "/hang").stream()
                        .map(path -> ask(gateway, path).handle((answer, lost) -> path))
                        .toList()
                        .forEach(CompletableFuture::join);
                gateway.send("HEAD", "/none", "");
            }
            awaitState(gateway, 0, 0);
        }
    }
}
