package dev.penstock.suites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockFault;
import dev.penstock.fleet.MockServer;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Probes, and who gets requests by what they say. An hour of the gateway's clock is one probe. */
class HealthTest {
    private static final MockAnswer WELL = MockAnswer.status(204);
    private static final Duration HOUR = Duration.ofHours(1);

    private final AtomicReference<MockAnswer> health = new AtomicReference<>(WELL);
    private final MockServer one =
            MockServer.start().on("GET /base/health", seen -> health.get()).on("GET /base/x", MockAnswer.text("one"));
    private final MockServer two = MockServer.start().on("GET /health", WELL).on("GET /x", MockAnswer.text("two"));

    @AfterEach
    void stop() {
        one.close();
        two.close();
    }

    private Harness start(String more) {
        return Harness.on("t.yaml", file(more)).start();
    }

    private String file(String more) {
        return """
                api: t
                upstreams:
                  b:
                    targets: ["%s/base", "%s"]
                    health: {path: /health, interval: 1h, timeout: 300ms, unhealthy-after: 2, healthy-after: 2}
                    %s
                routes: [{name: x, match: GET /x, steps: [{upstream: b}]}]
                """.formatted(one.uri(), two.uri(), more);
    }

    private static List<String> asked(Harness gateway) {
        return IntStream.range(0, 8)
                .mapToObj(i -> gateway.get("/x").body())
                .distinct()
                .sorted()
                .toList();
    }

    private static void probeUntil(Harness gateway, String state) {
        String shown = "\"state\":\"" + state + "\"";
        assertThat(Soon.until(
                        Duration.ofSeconds(10),
                        () -> {
                            gateway.advance(HOUR);
                            return Soon.admin(gateway, "GET", "/routes").replaceAll("\\s", "");
                        },
                        page -> page.contains(shown)))
                .contains(shown);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 500, 503})
    void aTargetWhoseProbesFailGetsNothingUntilTheyPassAgain(int status) {
        try (Harness gateway = start("")) {
            assertThat(asked(gateway)).containsExactly("one", "two");
            health.set(MockAnswer.status(status));
            probeUntil(gateway, "unhealthy");
            assertThat(asked(gateway)).containsExactly("two");
            assertThat(healthy(gateway, one)).isEqualTo("0.0");
            assertThat(healthy(gateway, two)).isEqualTo("1.0");

            health.set(MockAnswer.status(399));
            gateway.advance(HOUR);
            assertThat(asked(gateway)).as("after one good probe of two").containsExactly("two");
            gateway.advance(HOUR);
            assertThat(asked(gateway)).containsExactly("one", "two");
            assertThat(healthy(gateway, one)).isEqualTo("1.0");
        }
    }

    private static String healthy(Harness gateway, MockServer target) {
        return Soon.metric(
                gateway,
                "penstock_upstream_target_healthy{api=\"t\",upstream=\"b\",target=\"127.0.0.1:" + target.port()
                        + "\",}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HANG", "RESET", "EMPTY", "GARBAGE"})
    void aProbeWithoutAnAnswerIsABadOne(MockFault fault) {
        try (Harness gateway = start("")) {
            health.set(MockAnswer.fault(fault));
            probeUntil(gateway, "unhealthy");
            assertThat(asked(gateway)).containsExactly("two");
        }
    }

    @Test
    void whereNoneIsHealthyTheAnswerIs503AtOnce() {
        try (MockServer alone = MockServer.start().on("GET /h", MockAnswer.status(500));
                Harness gateway =
                        Harness.on("t.yaml", """
                                api: t
                                upstreams:
                                  b: {targets: ["%s"], health: {path: /h, interval: 1h, unhealthy-after: 1}}
                                routes: [{name: x, match: GET /x, steps: [{upstream: b}]}]
                                """.formatted(alone.uri())).start()) {
            probeUntil(gateway, "unhealthy");
            int before = alone.calls().size();
            HttpResponse<String> answer = gateway.get("/x");

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("proxy-status")).contains("penstock; error=destination_unavailable");
            assertThat(answer.body())
                    .contains("urn:penstock:problem:unavailable")
                    .doesNotContain("127.0.0.1");
            assertThat(alone.calls()).hasSize(before);
        }
    }

    @Test
    void probesTakeNoPlaceOfARequest() {
        String patient = file("max-connections: 1").replace("timeout: 300ms", "timeout: 2s");
        try (Harness gateway = Harness.on("t.yaml", patient).start()) {
            one.awaitCalls(1);
            health.set(MockAnswer.fault(MockFault.HANG));
            CompletableFuture<Void> probing = CompletableFuture.runAsync(() -> gateway.advance(HOUR));
            one.awaitCalls(2);

            assertThat(asked(gateway)).containsExactly("one", "two");
            assertThat(probing).isNotDone();
            probing.join();
        }
    }

    @Test
    void aReloadKeepsTheVerdictWhereTheSettingsStay() {
        try (Harness gateway = start("")) {
            health.set(MockAnswer.status(500));
            probeUntil(gateway, "unhealthy");
            gateway.reload("t.yaml", file("") + "path: /p\n");
            assertThat(gateway.get("/p/x").body()).isEqualTo("two");
            assertThat(gateway.get("/p/x").body()).isEqualTo("two");

            gateway.reload("t.yaml", file("timeout: 14s"));
            assertThat(asked(gateway)).containsExactly("one", "two");
        }
    }

    @Test
    void probesEndWithTheUpstream() {
        try (Harness gateway = start("")) {
            gateway.reload("t.yaml", "api: t\nroutes: [{name: x, match: GET /x, steps: [{respond: {status: 204}}]}]\n");
            String page = Soon.until(
                    Duration.ofSeconds(10),
                    () -> Soon.admin(gateway, "GET", "/routes"),
                    text -> !text.contains("in-flight"));
            assertThat(page).doesNotContain("in-flight");
            two.forget();
            gateway.advance(HOUR);
            assertThat(two.calls()).isEmpty();
        }
    }

    @Test
    void aSharedUpstreamHasOneVerdictAndOneProbe() {
        String file = "api: %s\nroutes: [{name: x, match: GET /%s, steps: [{upstream: common}]}]\n";
        try (MockServer alone = MockServer.start().on("GET /h", seen -> health.get());
                Harness gateway = Harness.on("a.yaml", file.formatted("a", "a"))
                        .file("b.yaml", file.formatted("b", "b"))
                        .file(
                                "upstreams/common.yaml",
                                "targets: %s\nhealth: {path: /h, interval: 1h, unhealthy-after: 1}\n"
                                        .formatted(alone.uri()))
                        .start()) {
            alone.awaitCalls(1);
            health.set(MockAnswer.status(500));
            probeUntil(gateway, "unhealthy");
            int before = alone.calls().size();
            gateway.advance(HOUR);

            assertThat(alone.calls()).hasSize(before + 1);
            assertThat(gateway.get("/a").statusCode()).isEqualTo(503);
            assertThat(gateway.get("/b").statusCode()).isEqualTo(503);
        }
    }
}
