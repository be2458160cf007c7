package dev.penstock.suites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockServer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A change of files while requests come. */
class ReloadTest {
    @Test
    void noRequestIsLostAndCountsAndCacheAreKept() throws Exception {
        try (MockServer backend = MockServer.start()
                        .on("GET /limited", MockAnswer.status(200))
                        .on("GET /cached", MockAnswer.text("kept").header("cache-control", "max-age=600"))
                        .on("GET /load", MockAnswer.text("ok"));
                Harness gateway =
                        Harness.on("t.yaml", file(backend, 0)).eventLoops(2).start()) {
            assertThat(gateway.get("/limited").statusCode()).isEqualTo(200);
            assertThat(gateway.get("/cached").body()).isEqualTo("kept");

            Map<Integer, AtomicInteger> statuses = new ConcurrentHashMap<>();
            AtomicBoolean off = new AtomicBoolean();
            ExecutorService clients = Executors.newFixedThreadPool(4);
            List<CompletableFuture<Void>> load = IntStream.range(0, 4)
                    .mapToObj(client -> CompletableFuture.runAsync(
                            () -> {
                                while (!off.get()) {
                                    statuses.computeIfAbsent(
                                                    gateway.get("/load").statusCode(), status -> new AtomicInteger())
                                            .incrementAndGet();
                                }
                            },
                            clients))
                    .toList();
            for (int revision = 1; revision <= 10; revision++) {
                assertThat(gateway.reload("t.yaml", file(backend, revision))).isEmpty();
                assertThat(gateway.get("/revision").body()).isEqualTo("revision " + revision);
            }
            off.set(true);
            CompletableFuture.allOf(load.toArray(CompletableFuture[]::new)).join();
            clients.shutdown();

            assertThat(statuses.keySet()).containsExactly(200);
            assertThat(gateway.get("/limited").statusCode()).isEqualTo(200);
            assertThat(gateway.get("/limited").statusCode()).isEqualTo(429);
            assertThat(gateway.get("/cached").body()).isEqualTo("kept");
            assertThat(backend.calls("GET /cached")).isEqualTo(1);
        }
    }

    @Test
    void aBadEditKeepsTheLastGoodRevisionAndSaysWhy() {
        try (MockServer backend = MockServer.start();
                Harness gateway = Harness.on("t.yaml", file(backend, 1)).start()) {
            assertThat(gateway.reload("t.yaml", "api: t\nroutes: [{nmae: x}]\n").toString())
                    .contains("t.yaml:2:11", "unknown key 'nmae'", "did you mean 'name'");
            assertThat(gateway.get("/revision").body()).isEqualTo("revision 1");

            assertThat(gateway.reload("t.yaml", file(backend, 2))).isEmpty();
            assertThat(gateway.get("/revision").body()).isEqualTo("revision 2");
        }
    }

    @Test
    void aNameThatLooksLikeAnInnerRoutesClashesWithNone() {
        try (MockServer backend = MockServer.start().on("GET /a", MockAnswer.text("a"));
                Harness gateway =
                        Harness.on("t.yaml", """
                                api: t
                                upstreams: {b: {targets: ["%s"]}}
                                routes:
                                  - {name: x, match: GET /a, steps: [{cache: {}}, {upstream: b}]}
                                  - {name: "x#1", match: GET /b, steps: [{respond: {body: b}}]}
                                """.formatted(backend.uri())).start()) {
            assertThat(gateway.faults()).isEmpty();
            assertThat(gateway.get("/a").body() + gateway.get("/b").body()).isEqualTo("ab");
        }
    }

    @Test
    void reloadsThatComeTogetherRunOneAfterTheOther() throws Exception {
        try (MockServer backend = MockServer.start();
                Harness gateway = Harness.on("t.yaml", file(backend, 1)).start()) {
            ExecutorService callers = Executors.newFixedThreadPool(4);
            gateway.write("t.yaml", file(backend, 2));
            List<CompletableFuture<Void>> reloads = IntStream.range(0, 8)
                    .mapToObj(caller -> CompletableFuture.runAsync(
                            () -> assertThat(gateway.reload()).isEmpty(), callers))
                    .toList();
            CompletableFuture.allOf(reloads.toArray(CompletableFuture[]::new)).join();
            callers.shutdown();

            assertThat(gateway.get("/revision").body()).isEqualTo("revision 2");
            assertThat(Soon.metric(gateway, "penstock_reloads_total")).isEqualTo("8.0");
        }
    }

    private static String file(MockServer backend, int revision) {
        return """
                api: t
                upstreams: {b: {targets: ["%s"]}}
                routes:
                  - {name: revision, match: GET /revision, steps: [{respond: {body: revision %d}}]}
                  - {name: load, match: GET /load, steps: [{upstream: b}]}
                  - {name: limited, match: GET /limited, steps: [{quota: {limits: {twice: 2/1h}}}, {upstream: b}]}
                  - {name: cached, match: GET /cached, steps: [{cache: {}}, {upstream: b}]}
                """.formatted(backend.uri(), revision);
    }

    @Test
    void aFileWithoutANameIsFoundFaultWithAndNotCompiled() {
        try (Harness gateway = Harness.on("t.yaml", "routes: [{name: r, match: /a, steps: [{respnd: {}}]}]\n")
                .start()) {
            assertThat(gateway.faults().toString())
                    .contains("missing key 'api'", "respnd")
                    .doesNotContain("could not be compiled");
        }
    }
}
