package dev.penstock.plugins.quota.concurrency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockFault;
import dev.penstock.fleet.MockServer;
import io.vertx.core.Promise;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConcurrencyTest {
    private final ConcurrentLinkedQueue<Promise<MockAnswer>> held = new ConcurrentLinkedQueue<>();
    private final MockServer backend = MockServer.start()
            .onLater("GET /held", request -> {
                Promise<MockAnswer> answer = Promise.promise();
                held.add(answer);
                return answer.future();
            })
            .on("GET /quick", MockAnswer.text("quick"))
            .on("GET /reset", MockAnswer.fault(MockFault.RESET));

    @AfterEach
    void stop() {
        letGo();
        backend.close();
    }

    private void letGo() {
        for (Promise<MockAnswer> next = held.poll(); next != null; next = held.poll()) {
            next.complete(MockAnswer.text("done"));
        }
    }

    /** A call is counted a moment before its answer is asked for. */
    private void letOneGo() {
        Promise<MockAnswer> next = held.poll();
        while (next == null) {
            Thread.onSpinWait();
            next = held.poll();
        }
        next.complete(MockAnswer.text("done"));
    }

    private Harness on(String settings) {
        return Harness.on("a.yaml", file(settings)).eventLoops(2).start();
    }

    private String file(String settings) {
        return """
                api: a
                upstreams: {backend: {targets: ["%s"]}}
                policies: {few: [{concurrency: %s}]}
                routes:
                  - {name: any, match: "/{rest*}", deadline: 30s, steps: [{use: few}, {respond: {status: 204, when: "path.rest == 'early'"}}, {upstream: backend}]}
                  - {name: short, match: GET /short, deadline: 300ms, steps: [{use: few}, {rewrite: {path: /held}}, {upstream: backend}]}
                """.formatted(backend.uri(), settings);
    }

    private static CompletableFuture<HttpResponse<String>> begin(Harness gateway, String path, String... headers) {
        return gateway.client().sendAsync(gateway.request(path, headers).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Asks until a place is free; false when none becomes so in time. */
    private static boolean becomesFree(Harness gateway, String path) {
        for (int i = 0; i < 400; i++) {
            if (gateway.get(path).statusCode() != 503) {
                return true;
            }
        }
        return false;
    }

    @Test
    void whoFindsNoPlaceIsRefusedAtOnceAndKeysAreApart() {
        try (Harness gateway = on("{key: \"${header['x-user']}\", limit: 2}")) {
            List<CompletableFuture<HttpResponse<String>>> all = IntStream.range(0, 12)
                    .mapToObj(i -> begin(gateway, "/held", "x-user", i % 2 == 0 ? "ann" : "bob"))
                    .toList();
            backend.awaitCalls(4);
            List<Integer> refused = new ArrayList<>();
            while (refused.size() < 8) {
                all.stream()
                        .filter(CompletableFuture::isDone)
                        .map(one -> one.join().statusCode())
                        .forEach(refused::add);
                if (refused.size() < 8) {
                    refused.clear();
                }
            }
            assertThat(refused).containsOnly(503);
            HttpResponse<String> problem = gateway.get("/held", "x-user", "ann");
            assertThat(problem.body()).contains("problem:unavailable", "\"step\":\"concurrency\"", "places are taken");
            letGo();
            assertThat(all.stream().map(one -> one.join().statusCode()).filter(status -> status == 200))
                    .hasSize(4);
            assertThat(backend.calls()).hasSize(4);
        }
    }

    @ParameterizedTest
    @CsvSource({"/quick, 200", "/reset, 502", "/early, 204", "/none, 404"})
    void aPlaceIsGivenBackHoweverTheCallEnded(String path, int status) {
        try (Harness gateway = on("{limit: 1}")) {
            for (int i = 0; i < 20; i++) {
                assertThat(becomesFree(gateway, "/quick")).isTrue();
                HttpResponse<String> answer = gateway.get(path);
                while (answer.statusCode() == 503) {
                    answer = gateway.get(path);
                }
                assertThat(answer.statusCode()).isEqualTo(status);
            }
        }
    }

    @Test
    void theDeadlineAndAClientThatLeavesGiveThePlaceBack() throws Exception {
        try (Harness gateway = on("{limit: 1}")) {
            assertThat(gateway.get("/short").statusCode()).isEqualTo(504);
            assertThat(becomesFree(gateway, "/quick")).isTrue();
            // A place is free a moment after the answer is out.
            awaitMetric(
                    gateway, "penstock_concurrency_held{api=\"a\",route=\"policy 'few'\",step=\"concurrency 1\",} 0.0");
            backend.forget();
            try (Socket client = gateway.connect()) {
                client.getOutputStream()
                        .write("GET /held HTTP/1.1\r\nhost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                backend.awaitCalls(1);
                assertThat(gateway.get("/quick").statusCode()).isEqualTo(503);
            }
            assertThat(becomesFree(gateway, "/quick")).isTrue();
        }
    }

    @Test
    void waitersGoInTheOrderInWhichTheyCame() throws Exception {
        try (Harness gateway = on("{limit: 1, queue: 3, wait: 10s}")) {
            List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                all.add(begin(gateway, "/held?n=" + i));
                awaitWaiting(gateway, i);
                backend.awaitCalls(1);
            }
            assertThat(gateway.get("/held").statusCode()).isEqualTo(503);
            for (int i = 0; i < 4; i++) {
                backend.awaitCalls(i + 1);
                letOneGo();
                assertThat(all.get(i).get().statusCode()).isEqualTo(200);
            }
            assertThat(backend.calls())
                    .extracting(call -> call.query().orElse(""))
                    .containsExactly("n=0", "n=1", "n=2", "n=3");
            assertThat(metrics(gateway))
                    .contains(
                            "penstock_concurrency_refused_total{api=\"a\",route=\"policy 'few'\",step=\"concurrency 1\",} 1.0");
        }
    }

    @Test
    void waitersLeaveAtTheirWaitTheirDeadlineAndWithTheirClient() throws Exception {
        try (Harness gateway = on("{limit: 1, queue: 2, wait: 400ms}")) {
            CompletableFuture<HttpResponse<String>> first = begin(gateway, "/held");
            backend.awaitCalls(1);
            HttpResponse<String> late = gateway.get("/short");
            assertThat(late.statusCode()).isEqualTo(504);
            HttpResponse<String> waited = gateway.get("/quick");
            assertThat(waited.statusCode()).isEqualTo(503);
            assertThat(waited.body()).contains("in time");
            awaitWaiting(gateway, 0);
            try (Socket client = gateway.connect()) {
                client.getOutputStream()
                        .write("GET /quick HTTP/1.1\r\nhost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                awaitWaiting(gateway, 1);
            }
            awaitWaiting(gateway, 0);
            letGo();
            assertThat(first.get().statusCode()).isEqualTo(200);
            assertThat(backend.calls("GET /quick")).isZero();
        }
    }

    @Test
    void aReloadKeepsTheCountAndAHigherLimitLetsMoreIn() {
        try (Harness gateway = on("{limit: 1, queue: 1, wait: 10s}")) {
            CompletableFuture<HttpResponse<String>> first = begin(gateway, "/held");
            backend.awaitCalls(1);
            assertThat(gateway.reload("a.yaml", file("{limit: 1}"))).isEmpty();
            assertThat(gateway.get("/quick").statusCode()).isEqualTo(503);
            assertThat(gateway.reload("a.yaml", file("{limit: 2}"))).isEmpty();
            assertThat(gateway.get("/quick").statusCode()).isEqualTo(200);
            assertThat(gateway.reload("a.yaml", file("{limit: 1}"))).isEmpty();
            assertThat(gateway.get("/quick").statusCode()).isEqualTo(503);
            letGo();
            assertThat(first.join().statusCode()).isEqualTo(200);
            assertThat(becomesFree(gateway, "/quick")).isTrue();
        }
    }

    @Test
    void underManyThatComeAndGoThereAreNeverMoreThanTheLimit() throws Exception {
        try (Harness gateway = on("{limit: 3, queue: 4, wait: 2s}")) {
            List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                CompletableFuture<HttpResponse<String>> one = begin(gateway, i % 3 == 0 ? "/reset" : "/quick");
                if (i % 7 == 0) {
                    one.cancel(true);
                } else {
                    all.add(one);
                }
                if (i % 20 == 0) {
                    all.forEach(each -> each.handle((answer, failure) -> answer).join());
                }
            }
            all.forEach(each -> each.handle((answer, failure) -> answer).join());
            assertThat(becomesFree(gateway, "/quick")).isTrue();
            awaitMetric(
                    gateway, "penstock_concurrency_held{api=\"a\",route=\"policy 'few'\",step=\"concurrency 1\",} 0.0");
            awaitWaiting(gateway, 0);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                     | limit",
                "{limit: 0}             | 1 or more",
                "{limit: 1, queue: -1}  | 0 or more",
                "{limit: 1, wait: 0s}   | above zero",
                "{limit: many}          | whole number",
                "{limit: 1, on-error: skip} | on-error"
            })
    void aFaultySettingIsSaid(String settings, String message) {
        try (Harness gateway = on(settings)) {
            assertThat(gateway.faults())
                    .anySatisfy(fault -> assertThat(fault.message()).contains(message));
        }
    }

    private static void awaitWaiting(Harness gateway, int number) throws Exception {
        String line = "penstock_concurrency_waiting{api=\"a\",route=\"policy 'few'\",step=\"concurrency 1\",} " + number
                + ".0";
        if (number > 0 || metrics(gateway).contains("penstock_concurrency_waiting{")) {
            awaitMetric(gateway, line);
        }
    }

    private static void awaitMetric(Harness gateway, String line) throws Exception {
        for (int i = 0; i < 2_000; i++) {
            if (metrics(gateway).contains(line)) {
                return;
            }
        }
        assertThat(metrics(gateway)).contains(line);
    }

    private static String metrics(Harness gateway) throws Exception {
        HttpRequest page = HttpRequest.newBuilder(gateway.adminUri().resolve("/metrics"))
                .timeout(Duration.ofSeconds(20))
                .build();
        return gateway.client().send(page, HttpResponse.BodyHandlers.ofString()).body();
    }
}
