package dev.penstock.suites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockServer;
import java.net.http.HttpRequest;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client that leaves while a hook has its call on another thread. */
class AbandonedHookTest {
    @Test
    @Timeout(60)
    void theCallEndsWhenTheHookGivesItBackAndNothingIsSentForIt() throws Exception {
        try (MockServer backend = MockServer.start().on("GET /x", MockAnswer.text("ok"));
                Harness gateway = Harness.on("t.yaml", """
                                api: t
                                upstreams: {b: {targets: ["%s"]}}
                                routes:
                                  - {name: x, match: GET /x, steps: [{script: {file: busy.js, cpu: 5s}}, {upstream: b}]}
                                """.formatted(backend.uri()))
                        .file("busy.js", """
                                export function onRequest(request) {
                                  const until = Date.now() + (request.url.includes('slow') ? 400 : 0);
                                  while (Date.now() < until) {}
                                }
                                """)
                        .start()) {
            try (Raw client = Raw.connect(gateway)) {
                client.write("GET /x?slow HTTP/1.1\r\nhost: t\r\n\r\n");
            }
            String left = "status=\"499\"";
            assertThat(Soon.until(Duration.ofSeconds(20), () -> metrics(gateway), page -> page.contains(left)))
                    .contains(left);
            assertThat(backend.calls()).isEmpty();
            assertThat(gateway.get("/x").body()).isEqualTo("ok");
        }
    }

    private static String metrics(Harness gateway) {
        return gateway.send(HttpRequest.newBuilder(gateway.adminUri().resolve("/metrics")))
                .body();
    }
}
