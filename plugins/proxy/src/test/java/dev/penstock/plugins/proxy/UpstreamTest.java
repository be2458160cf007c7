package dev.penstock.plugins.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockFault;
import dev.penstock.fleet.MockServer;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UpstreamTest {
    private final MockServer backend = MockServer.start();

    @AfterEach
    void stop() {
        backend.close();
    }

    @Test
    void theUpstreamsAnswerIsTheAnswer() {
        backend.on("GET /a", MockAnswer.json(418, "short").header("x-mark", "one"));
        try (Harness gateway = on("b")) {
            HttpResponse<String> answer = gateway.get("/a?x=%20y");
            assertThat(answer.statusCode()).isEqualTo(418);
            assertThat(answer.body()).isEqualTo("\"short\"");
            assertThat(answer.headers().firstValue("x-mark")).contains("one");
        }
        assertThat(backend.calls().get(0).target()).isEqualTo("/a?x=%20y");
    }

    @Test
    void theLongFormHasATimeoutOfItsOwn() {
        backend.on("GET /a", MockAnswer.fault(MockFault.HANG));
        try (Harness gateway = on("{name: b, timeout: 100ms}")) {
            HttpResponse<String> answer = gateway.get("/a");
            assertThat(answer.statusCode()).isEqualTo(504);
            assertThat(answer.headers().firstValue("proxy-status"))
                    .hasValueSatisfying(value -> assertThat(value).contains("http_response_timeout"));
        }
    }

    @Test
    void anUnknownUpstreamIsAFaultAtItsName() {
        try (Harness gateway = on("{name: c}")) {
            assertThat(gateway.faults()).hasSize(1);
            assertThat(gateway.faults().get(0).toString()).contains("a.yaml:3:").contains("'c'");
        }
    }

    private Harness on(String settings) {
        return Harness.on("a.yaml", """
                        api: a
                        upstreams: {b: {targets: ["%s"]}}
                        routes: [{name: a, match: GET /a, steps: [{upstream: %s}]}]
                        """.formatted(backend.uri(), settings)).start();
    }
}
