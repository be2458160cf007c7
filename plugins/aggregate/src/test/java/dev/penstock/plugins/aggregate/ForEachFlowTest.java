package dev.penstock.plugins.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockFault;
import dev.penstock.fleet.MockRequest;
import dev.penstock.fleet.MockServer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many requests of a list are under way, and what ends them. */
class ForEachFlowTest {
    private final Site site = new Site();
    private final MockServer backend = site.backend;

    @AfterEach
    void stop() {
        site.close();
    }

    /** Holds answers until so many wait, then gives the newest one away a while later: who sends more is seen. */
    private static final class Counter {
        private final Executor later = CompletableFuture.delayedExecutor(5, TimeUnit.MILLISECONDS);
        private final Deque<Promise<Void>> held = new ArrayDeque<>();
        private final int all;
        private final int wanted;
        private int seen;
        private int most;

        Counter(int all, int wanted) {
            this.all = all;
            this.wanted = wanted;
        }

        synchronized Future<MockAnswer> come(MockRequest request) {
            Promise<Void> turn = Promise.promise();
            held.add(turn);
            seen++;
            most = Math.max(most, held.size());
            if (held.size() == wanted || seen == all) {
                later.execute(this::release);
            }
            return turn.future().map(any -> MockAnswer.json(request.path()));
        }

        private void release() {
            for (Promise<Void> turn : turns()) {
                turn.complete();
            }
        }

        private synchronized List<Promise<Void>> turns() {
            List<Promise<Void>> turns = seen == all ? List.copyOf(held) : List.of(held.getLast());
            held.removeAll(turns);
            return turns;
        }

        synchronized int most() {
            return most;
        }
    }

    @ParameterizedTest
    @CsvSource({"50, 'max-parallel: 8', 8", "20, 'max-parallel: 3', 3", "5, 'max-parallel: 1', 1", "20, '', 8"})
    void soManyAreInFlightAndNoMoreAndTheOrderIsThatOfTheItems(int items, String setting, int most) {
        Counter counter = new Counter(items, most);
        backend.on(
                "GET /list", MockAnswer.json(IntStream.range(0, items).boxed().toList()));
        backend.onLater("GET /item/{n}", counter::come);
        try (Harness gateway = site.joining("""
                calls:
                  ids: {get: /list, from: b}
                  items: {for-each: "${ids.body}", get: "/item/${item}", from: b, %s}
                body: "${items.body.map(path, int(path.substring(6)))}"
                """.formatted(setting))) {
            assertThat(gateway.get("/a/1").body())
                    .isEqualTo(IntStream.range(0, items)
                            .boxed()
                            .toList()
                            .toString()
                            .replace(" ", ""));
        }
        assertThat(counter.most()).isEqualTo(most);
    }

    @Test
    void tenThousandItemsAreMade() {
        backend.on(
                "GET /list", MockAnswer.json(IntStream.range(0, 10_000).boxed().toList()));
        backend.on(
                "GET /i/{n}",
                seen -> MockAnswer.json(Integer.valueOf(seen.path().substring(3))));
        try (Harness gateway =
                Harness.on("a.yaml", """
                        api: a
                        upstreams: {b: {targets: ["%s"]}}
                        routes:
                          - name: a
                            match: GET /a
                            deadline: none
                            steps:
                              - aggregate:
                                  calls:
                                    ids: {get: /list, from: b}
                                    n: {for-each: "${ids.body}", get: "/i/${item}", from: b, max-items: 10000, max-parallel: 32}
                                  body: {same: "${n.body == ids.body}", count: "${size(n.body)}"}
                        """.formatted(backend.uri())).start()) {
            assertThat(gateway.send(gateway.request("/a").timeout(Duration.ofMinutes(3)))
                            .body())
                    .isEqualTo("{\"same\":true,\"count\":10000}");
        }
    }

    @Test
    void theFirstItemThatFailsTheWholeCancelsTheOthersAndStartsNoMore() {
        backend.on("GET /i/{n}", MockAnswer.fault(MockFault.HANG));
        backend.onLater("GET /i/3", seen -> {
            return Future.fromCompletionStage(CompletableFuture.supplyAsync(() -> {
                backend.awaitCalls(3);
                return MockAnswer.status(500);
            }));
        });
        try (Harness gateway = site.joining(
                "calls: {n: {for-each: \"${[1, 2, 3, 4, 5]}\", get: \"/i/${item}\", from: b, max-parallel: 3}}")) {
            assertThat(gateway.get("/a/1").statusCode()).isEqualTo(502);
            assertThat(backend.awaitLeft(2)).extracting(MockRequest::path).containsExactlyInAnyOrder("/i/1", "/i/2");
        }
        assertThat(backend.calls()).hasSize(3);
    }

    @Test
    void aClientThatLeavesEndsAllItems() throws IOException {
        backend.on("GET /i/{n}", MockAnswer.fault(MockFault.HANG));
        try (Harness gateway = site.joining(
                "calls: {n: {for-each: \"${[1, 2, 3, 4, 5]}\", get: \"/i/${item}\", from: b, max-parallel: 3,"
                        + " on-error: skip}}")) {
            try (Socket client = gateway.connect()) {
                client.getOutputStream()
                        .write("GET /a/1 HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                backend.awaitCalls(3);
            }
            backend.awaitLeft(3);
        }
        assertThat(backend.calls()).hasSize(3);
    }

    @Test
    void theTimeOutIsThatOfEachItem() {
        backend.on("GET /i/{n}", MockAnswer.json(1).after(Duration.ofMillis(700)));
        backend.on("GET /i/3", MockAnswer.fault(MockFault.HANG));
        try (Harness gateway = site.joining(
                "calls: {n: {for-each: \"${[1, 2, 3, 4, 5]}\", get: \"/i/${item}\", from: b, max-parallel: 1,"
                        + " timeout: 2s, on-error: \"null\"}}")) {
            HttpResponse<String> answer = gateway.get("/a/1");
            assertThat(answer.body()).isEqualTo("{\"n\":[1,1,null,1,1]}");
            assertThat(answer.headers().firstValue("proxy-status"))
                    .contains("penstock; error=http_response_timeout; details=\"n\"");
        }
    }
}
