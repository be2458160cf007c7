package dev.penstock.suites;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockFault;
import dev.penstock.fleet.MockServer;
import dev.penstock.fleet.MockStream;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A backend that refuses, resets, hangs or breaks off, and a client that leaves; the gateway serves on after each. */
class UpstreamFaultTest {
    private static MockServer backend;
    private static Harness gateway;

    @BeforeAll
    static void start() {
        backend = MockServer.start()
                .on("GET /reset", MockAnswer.fault(MockFault.RESET))
                .on("GET /empty", MockAnswer.fault(MockFault.EMPTY))
                .on("GET /garbage", MockAnswer.fault(MockFault.GARBAGE))
                .on("GET /hang", MockAnswer.fault(MockFault.HANG))
                .on("GET /truncate", MockAnswer.text("0123456789").failing(MockFault.TRUNCATE))
                .on("GET /fine", MockAnswer.text("fine"));
        gateway = Harness.on("t.yaml", """
                        api: t
                        upstreams:
                          b: {targets: ["%s"], timeout: 300ms}
                          patient: {targets: ["%s"]}
                          dead: {targets: ["http://127.0.0.1:9"]}
                        routes:
                          - {name: dead, match: GET /dead, steps: [{upstream: dead}]}
                          - {name: late, match: GET /hang/late, deadline: 200ms, steps: [{headers: {response: {set: {x-above: seen}}}}, {upstream: patient}]}
                          - name: hooked
                            match: GET /hooked
                            steps:
                              - script:
                                  inline: "export function onResponse() { for (const end = Date.now() + 300; Date.now() < end;); }"
                                  cpu: 5s
                                  heap: 1GiB
                              - rewrite: {path: /truncate}
                              - upstream: b
                          - {name: any, match: "GET /{rest*}", steps: [{upstream: b}]}
                        """.formatted(backend.uri(), backend.uri()))
                .start();
        backend.on("GET /hang/late", MockAnswer.fault(MockFault.HANG));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        backend.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/dead, 502, connection_refused",
        "/reset, 502, connection_terminated",
        "/empty, 502, connection_terminated",
        "/garbage, 502, http_protocol_error",
        "/hang, 504, http_response_timeout"
    })
    void aFaultBeforeTheHeadIsToldApart(String path, int status, String error) {
        HttpResponse<String> answer = gateway.get(path);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("proxy-status")).contains("penstock; error=" + error);
        assertThat(answer.body())
                .contains("\"route\":\"t/", "\"step\":\"upstream\"")
                .doesNotContain("127.0.0.1");
        assertThat(gateway.get("/fine").body()).isEqualTo("fine");
    }

    @Test
    void aBodyThatBreaksOffBreaksOffToTheClient() {
        assertThatThrownBy(() -> gateway.get("/truncate")).isInstanceOf(UncheckedIOException.class);
        assertThat(gateway.get("/fine").body()).isEqualTo("fine");
    }

    @Test
    void aBodyThatBreaksOffWhileAHookHasTheHeadIsAnError() {
        HttpResponse<String> answer = gateway.get("/hooked");

        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.headers().firstValue("proxy-status")).contains("penstock; error=connection_terminated");
        assertThat(answer.body()).contains("\"route\":\"t/hooked\"").doesNotContain("0123");
        assertThat(gateway.get("/fine").body()).isEqualTo("fine");
    }

    @Test
    void theDeadlineIs504AndTheStepsAboveSeeIt() {
        HttpResponse<String> answer = gateway.get("/hang/late");

        assertThat(answer.statusCode()).isEqualTo(504);
        assertThat(answer.body()).contains("urn:penstock:problem:deadline");
        assertThat(answer.headers().firstValue("x-above")).contains("seen");
    }

    @Test
    void aClientThatLeavesEndsItsUpstreamRequest() throws Exception {
        try (MockServer own = MockServer.start().on("GET /left", MockAnswer.fault(MockFault.HANG));
                Harness patient = Harness.on("t.yaml", """
                                api: t
                                upstreams: {b: {targets: ["%s"]}}
                                routes: [{name: left, match: GET /left, steps: [{upstream: b}]}]
                                """.formatted(own.uri())).start()) {
            try (Socket client = patient.connect()) {
                client.getOutputStream()
                        .write("GET /left HTTP/1.1\r\nhost: x\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
                own.awaitCalls(1);
                assertThat(own.left()).as("before the client leaves").isEmpty();
            }
            assertThat(own.awaitLeft(1)).hasSize(1);
        }
    }

    @Test
    void theHeadDoesNotWaitForTheFirstBytes() throws Exception {
        MockStream stream = new MockStream();
        try (MockServer backend = MockServer.start().on("GET /feed", MockAnswer.stream(stream));
                Harness gateway =
                        Harness.on("t.yaml", """
                        api: t
                        upstreams: {b: {targets: ["%s"]}}
                        routes: [{name: feed, match: GET /feed, steps: [{upstream: b}]}]
                        """.formatted(backend.uri())).start()) {
            HttpResponse<InputStream> answer =
                    gateway.client().send(gateway.request("/feed").build(), HttpResponse.BodyHandlers.ofInputStream());
            assertThat(answer.statusCode()).isEqualTo(200);
            stream.end();
            assertThat(answer.body().readAllBytes()).isEmpty();
        }
    }

    @Test
    void theFirstBytesDoNotWaitForTheLast() throws Exception {
        MockStream stream = new MockStream();
        backend.on("GET /stream", MockAnswer.stream(stream));
        stream.write("first");
        try (Socket client = gateway.connect()) {
            client.getOutputStream()
                    .write("GET /stream HTTP/1.1\r\nhost: x\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            StringBuilder seen = new StringBuilder();
            while (seen.indexOf("first") < 0) {
                seen.append((char) client.getInputStream().read());
            }
            stream.write("second");
            stream.end();
            while (seen.indexOf("second") < 0) {
                seen.append((char) client.getInputStream().read());
            }
            assertThat(seen).startsWith("HTTP/1.1 200").contains("first", "second");
        }
    }
}
