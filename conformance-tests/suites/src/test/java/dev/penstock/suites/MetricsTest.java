package dev.penstock.suites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockServer;
import io.vertx.core.Promise;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is counted, and how little of it a client can name. */
class MetricsTest {
    @Test
    void requestsAreCountedByRouteMethodAndStatusAndUpstreamsByOutcome() {
        try (MockServer backend = MockServer.start().on("GET /ok", MockAnswer.text("ok"));
                Harness gateway = on(backend).start()) {
            String target = "127.0.0.1:" + backend.port();
            gateway.get("/ok");
            gateway.get("/ok?q=2");
            gateway.get("/nosuch");

            assertThat(Soon.metric(gateway, series("t", "all", "GET", "200"))).isEqualTo("2.0");
            assertThat(Soon.metric(gateway, series("t", "all", "GET", "404"))).isEqualTo("1.0");
            assertThat(Soon.metric(
                            gateway,
                            "penstock_upstream_requests_total{api=\"t\",upstream=\"b\",target=\"" + target
                                    + "\",outcome=\"2xx\",}"))
                    .isEqualTo("2.0");
            assertThat(Soon.metric(gateway, "penstock_request_duration_seconds_count{api=\"t\",route=\"all\",}"))
                    .isEqualTo("3.0");
            assertThat(lines(gateway, "penstock_request_duration_seconds_bucket"))
                    .isNotEmpty();
            assertThat(lines(gateway, "jvm_threads_current ")).hasSize(1);
        }
    }

    @Test
    void whatIsInFlightAndWhoIsConnectedIsCountedUpAndDown() throws Exception {
        Promise<MockAnswer> later = Promise.promise();
        try (MockServer backend = MockServer.start().onLater("GET /slow", request -> later.future());
                Harness gateway = on(backend).start();
                Raw client = Raw.connect(gateway).write("GET /slow HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")) {
            backend.awaitCalls(1);
            assertThat(Soon.metric(gateway, "penstock_requests_in_flight")).isEqualTo("1.0");
            assertThat(Soon.metric(gateway, "penstock_client_connections")).isEqualTo("1.0");

            later.complete(MockAnswer.text("done"));
            assertThat(client.head()).startsWith("HTTP/1.1 200");
            Soon.sees(() -> Soon.metric(gateway, "penstock_requests_in_flight"), "0.0");
            Soon.sees(() -> Soon.metric(gateway, "penstock_client_connections"), "0.0");
        }
    }

    @Test
    void noMethodPathOrHostOfAClientMakesASeries() throws Exception {
        try (MockServer backend = MockServer.start();
                Harness gateway = on(backend).start()) {
            gateway.get("/first");
            gateway.raw("X HTTP/1.1\r\n\r\n");
            String before = pageShape(gateway);
            for (int i = 0; i < 300; i++) {
                gateway.raw("GET /p" + i + "?q=" + i + " HTTP/1.1\r\nHost: h" + i + ".test\r\nUser-Agent: u" + i
                        + "\r\nConnection: close\r\n\r\n");
                gateway.raw("M" + i + " /p HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            }
            assertThat(pageShape(gateway).lines().count() - before.lines().count())
                    .isLessThan(10);
            assertThat(pageShape(gateway)).doesNotContain("M17", "h17", "/p17", "u17");
            assertThat(Soon.metric(gateway, series("t", "all", "other", "404"))).isEqualTo("300.0");
        }
    }

    @Test
    void aBackendOfAThousandStatusesMakesFewSeries() {
        try (MockServer backend = MockServer.start()
                        .on(
                                "GET /{status}",
                                request -> MockAnswer.status(
                                        Integer.parseInt(request.path().substring(1))));
                Harness gateway = on(backend).start()) {
            for (int status = 200; status < 1000; status++) {
                gateway.get("/" + status);
            }
            assertThat(lines(gateway, "penstock_requests_total")).hasSizeLessThan(80);
            assertThat(lines(gateway, "penstock_upstream_requests_total")).hasSizeLessThan(12);
            assertThat(Soon.metric(gateway, series("t", "all", "GET", "418"))).isEqualTo("1.0");
            assertThat(Soon.metric(gateway, series("t", "all", "GET", "502"))).isEqualTo("401.0");
        }
    }

    private static Harness.Setup on(MockServer backend) {
        return Harness.on("t.yaml", """
                api: t
                upstreams: {b: {targets: ["%s"]}}
                routes: [{name: all, match: {path: "/{rest*}"}, steps: [{upstream: b}]}]
                """.formatted(backend.uri()));
    }

    private static String series(String api, String route, String method, String status) {
        return "penstock_requests_total{api=\"" + api + "\",route=\"" + route + "\",method=\"" + method + "\",status=\""
                + status + "\",}";
    }

    private static Stream<String> lines(Harness gateway, String start) {
        return Soon.ask(gateway, "GET", "/metrics").body().lines().filter(line -> line.startsWith(start));
    }

    /** The page without values, and without what the JVM says. */
    private static String pageShape(Harness gateway) {
        StringBuilder shape = new StringBuilder();
        lines(gateway, "penstock_")
                .forEach(line -> shape.append(line, 0, line.lastIndexOf(' ')).append('\n'));
        return shape.toString();
    }
}
