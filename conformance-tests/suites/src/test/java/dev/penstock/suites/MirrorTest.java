package dev.penstock.suites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockFault;
import dev.penstock.fleet.MockRequest;
import dev.penstock.fleet.MockServer;
import dev.penstock.fleet.MockStream;
import io.vertx.core.Promise;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Another upstream gets copies; nobody who asked hears of it. */
class MirrorTest {
    private MockServer main;
    private MockServer copies;

    @BeforeEach
    void start() {
        main = MockServer.start()
                .on("GET /{path}", MockAnswer.text("main"))
                .on(
                        "POST /{path}",
                        call -> MockAnswer.json(
                                Map.of("length", (long) call.body().length())));
        copies = MockServer.start()
                .on("GET /fine", MockAnswer.text("copy"))
                .on("GET /reset", MockAnswer.fault(MockFault.RESET))
                .on("GET /hang", MockAnswer.fault(MockFault.HANG))
                .on("GET /garbage", MockAnswer.fault(MockFault.GARBAGE))
                .on("GET /truncate", MockAnswer.fault(MockFault.TRUNCATE))
                .on("GET /status", MockAnswer.status(500))
                .on("POST /fine", MockAnswer.text("copy"));
    }

    @AfterEach
    void stop() {
        main.close();
        copies.close();
    }

    private Harness gateway(String mirror, int percent) {
        return setup(main, mirror, percent).start();
    }

    private static Harness.Setup setup(MockServer main, String mirror, int percent) {
        return Harness.on("t.yaml", """
                        api: t
                        upstreams: {main: {targets: ["%s"]}, copies: {targets: ["%s"], timeout: 5s}}
                        routes:
                          - name: all
                            match: {path: "/{rest*}"}
                            steps:
                              - headers: {request: {set: {x-step: above}}}
                              - upstream: {name: main, mirror: copies, mirror-percent: %d}
                        """.formatted(main.uri(), mirror, percent));
    }

    @Test
    void aCopyIsWhatTheStepsAboveMadeOfTheRequest() {
        try (Harness gateway = gateway(copies.uri().toString(), 100)) {
            assertThat(gateway.get("/fine?q=1", "x-client", "c").body()).isEqualTo("main");
            MockRequest copy = copies.awaitCalls(1).get(0);
            assertThat(copy).hasToString("GET /fine?q=1");
            assertThat(copy.header("x-step")).isEqualTo("above");
            assertThat(copy.header("x-client")).isEqualTo("c");
            assertThat(copy.header("traceparent").substring(0, 35))
                    .isEqualTo(main.calls().get(0).header("traceparent").substring(0, 35));
        }
    }

    @ParameterizedTest
    @CsvSource({"0, true", "10, true", "65536, true", "65537, false", "500000, false"})
    void aBodyIsCopiedUpTo64KiB(int length, boolean copied) {
        try (Harness gateway = gateway(copies.uri().toString(), 100)) {
            String body = "x".repeat(length);
            assertThat(gateway.send("POST", "/fine", body).body()).isEqualTo("{\"length\":" + length + "}");
            gateway.get("/fine");
            assertThat(copies.awaitCalls(copied ? 2 : 1)).hasSize(copied ? 2 : 1);
            if (copied) {
                assertThat(copies.calls().get(0).text()).isEqualTo(body);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/reset", "/hang", "/garbage", "/truncate", "/status", "/nosuch"})
    void itsFaultsAreNotFelt(String path) {
        try (Harness gateway = gateway(copies.uri().toString(), 100)) {
            for (int i = 0; i < 3; i++) {
                HttpResponse<String> answer = gateway.get(path);
                assertThat(answer.statusCode() + " " + answer.body()).isEqualTo("200 main");
            }
            assertThat(copies.awaitCalls(3)).hasSize(3);
        }
    }

    /** The copy is answered after the request has its head, and before its answer ends. */
    @Test
    void theAccessLogNamesTheUpstreamThatAnswered() throws Exception {
        MockStream answer = new MockStream();
        Promise<MockAnswer> late = Promise.promise();
        copies.onLater("GET /late", call -> late.future());
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        try (MockServer slow = MockServer.start().on("GET /late", MockAnswer.stream(answer));
                Harness gateway =
                        setup(slow, copies.uri().toString(), 100).accessLog(log).start();
                Raw client = Raw.connect(gateway)) {
            client.write("GET /late HTTP/1.1\r\nhost: t\r\nconnection: close\r\n\r\n")
                    .head();
            late.complete(MockAnswer.text("copy"));
            Soon.reads(
                    () -> Soon.admin(gateway, "GET", "/metrics"),
                    "upstream=\"copies\",target=\"" + copies.uri().getAuthority() + "\",outcome=\"2xx\",} 1.0");
            answer.end();
            client.rest();
            Soon.reads(log::toString, "\"upstream\":\"main\"");
        }
    }

    @Test
    void oneThatIsNotThereIsNotFelt() {
        try (Harness gateway = gateway("http://127.0.0.1:9", 100)) {
            assertThat(gateway.get("/fine").body()).isEqualTo("main");
            assertThat(gateway.send("POST", "/fine", "hello").body()).isEqualTo("{\"length\":5}");
        }
    }

    @Test
    void tooManyAtOnceAreLeftOut() {
        try (Harness gateway = gateway(copies.uri().toString(), 100)) {
            for (int i = 0; i < 130; i++) {
                assertThat(gateway.get("/hang").body()).isEqualTo("main");
            }
            assertThat(copies.awaitCalls(100)).hasSize(100);
            assertThat(copies.sawWithin(Duration.ofMillis(300), 101)).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "50, 60, 140", "100, 200, 200"})
    void aShareIsCopied(int percent, int least, int most) {
        try (Harness gateway = gateway(copies.uri().toString(), percent)) {
            for (int i = 0; i < 200; i++) {
                gateway.get("/fine");
            }
            copies.awaitCalls(least);
            assertThat(copies.sawWithin(Duration.ofMillis(300), most + 1)).isFalse();
        }
    }
}
