package dev.penstock.suites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockFault;
import dev.penstock.fleet.MockServer;
import io.vertx.core.buffer.Buffer;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that steps hold, over all requests. */
@Timeout(60)
class HeldTest {
    private static final String SIXTY_KIB = "{\"n\": 7" + " ".repeat(60 << 10) + "}";

    /** What Java makes of it, about. */
    private static final int READ = 300;

    private MockServer backend;
    private Harness gateway;

    @BeforeEach
    void start() {
        backend = MockServer.start()
                .on("POST /hang", MockAnswer.fault(MockFault.HANG))
                .on("POST /fine", MockAnswer.text("fine"))
                .on("GET /large", MockAnswer.bytes(200, "application/json", Buffer.buffer(SIXTY_KIB)));
        gateway = Harness.on("t.yaml", """
                        api: t
                        upstreams:
                          b: {targets: ["%s"]}
                          again: {targets: ["%s"], retry: {attempts: 2, methods: [POST], body: 90KiB}}
                        routes:
                          - {name: again, match: "POST /again/{p}", steps: [{rewrite: {path: "/${path.p}"}}, {upstream: again}]}
                          - {name: copied, match: "POST /copied/{p}", steps: [{rewrite: {path: "/${path.p}"}}, {upstream: {name: b, mirror: again}}]}
                          - {name: read, match: "POST /{p}", steps: [{headers: {request: {set: {x-has: "${has(body.n)}"}}}}, {upstream: b}]}
                          - {name: asis, match: "POST /asis/{p}", steps: [{rewrite: {path: "/${path.p}"}}, {upstream: b}]}
                          - {name: large, match: GET /large, steps: [{headers: {response: {set: {x-has: "${has(response.body.n)}"}}}}, {upstream: b}]}
                        """.formatted(backend.uri(), backend.uri()))
                .settings("limits: {held: 100KiB}\n")
                .start();
    }

    @AfterEach
    void stop() {
        gateway.close();
        backend.close();
    }

    @ParameterizedTest
    @CsvSource({"4194304, 200", "4194305, 502"})
    void aStepSeesFourMiBOfAnAnswer(int length, int status) {
        String json = "\"" + "x".repeat(length - 2) + "\"";
        try (MockServer own = MockServer.start()
                        .on("GET /a", MockAnswer.bytes(200, "application/json", Buffer.buffer(json)));
                Harness wide = Harness.on("t.yaml", """
                                api: t
                                upstreams: {b: {targets: ["%s"]}}
                                routes:
                                  - name: a
                                    match: GET /a
                                    steps: [{headers: {response: {set: {x-size: "${size(response.body)}"}}}}, {upstream: b}]
                                """.formatted(own.uri())).start()) {
            assertThat(wide.get("/a").statusCode()).isEqualTo(status);
        }
    }

    @Test
    void whatIsTooMuchIs503UntilThereIsRoomAgain() throws Exception {
        try (Raw slow = Raw.connect(gateway)) {
            slow.write(
                    "POST /hang HTTP/1.1\r\nhost: t\r\ncontent-length: " + SIXTY_KIB.length() + "\r\n\r\n" + SIXTY_KIB);
            backend.awaitCalls(1);
            assertThat(Double.parseDouble(Soon.metric(gateway, "penstock_held_bytes")))
                    .isBetween((double) SIXTY_KIB.length(), (double) SIXTY_KIB.length() + READ);

            HttpResponse<String> refused = gateway.send("POST", "/fine", SIXTY_KIB);
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.body()).contains("urn:penstock:problem:unavailable");
            assertThat(gateway.get("/large").statusCode()).isEqualTo(503);
            assertThat(gateway.send("POST", "/asis/fine", SIXTY_KIB).body())
                    .as("nobody holds it")
                    .isEqualTo("fine");
        }
        backend.awaitLeft(1);
        for (int i = 0; i < 3; i++) {
            assertThat(gateway.send("POST", "/fine", SIXTY_KIB).body()).isEqualTo("fine");
            assertThat(gateway.get("/large").statusCode()).isEqualTo(200);
        }
        Soon.reads(() -> Soon.metric(gateway, "penstock_held_bytes"), "0.0");
    }

    /** 12 KB that are read as 4,000 maps. */
    @Test
    void whatABodyIsOnceItIsReadCountsToo() {
        String many = "{\"n\": [" + "{},".repeat(3_999) + "{}]}";
        assertThat(gateway.send("POST", "/fine", many).statusCode()).isEqualTo(503);
        backend.on("GET /large", MockAnswer.bytes(200, "application/json", Buffer.buffer(many)));
        assertThat(gateway.get("/large").statusCode()).isEqualTo(500);
        assertThat(gateway.send("POST", "/fine", SIXTY_KIB).body()).isEqualTo("fine");
        Soon.reads(() -> Soon.metric(gateway, "penstock_held_bytes"), "0.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"again", "copied"})
    void whatIsHeldToBeSentAgainCountsAndWhereThereIsNoRoomItIsNotHeld(String path) throws Exception {
        try (Raw slow = Raw.connect(gateway)) {
            slow.write("POST /" + path + "/hang HTTP/1.1\r\nhost: t\r\ncontent-length: 63000\r\n\r\n"
                    + "x".repeat(60_000));
            Soon.sees(() -> Soon.metric(gateway, "penstock_held_bytes"), "60000.0");

            assertThat(gateway.send("POST", "/fine", SIXTY_KIB).statusCode()).isEqualTo(503);
            assertThat(gateway.send("POST", "/" + path + "/fine", SIXTY_KIB).body())
                    .as("passes on, unheld")
                    .isEqualTo("fine");
        }
        Soon.sees(() -> Soon.metric(gateway, "penstock_held_bytes"), "0.0");
        assertThat(gateway.send("POST", "/fine", SIXTY_KIB).body()).isEqualTo("fine");
    }

    @Test
    void whatIsTooLongToBeSentAgainIsLetGoOf() throws Exception {
        try (Raw slow = Raw.connect(gateway)) {
            slow.write("POST /again/hang HTTP/1.1\r\nhost: t\r\ncontent-length: 200000\r\n\r\n" + "x".repeat(60_000));
            Soon.sees(() -> Soon.metric(gateway, "penstock_held_bytes"), "60000.0");
            slow.write("x".repeat(60_000));
            Soon.sees(() -> Soon.metric(gateway, "penstock_held_bytes"), "0.0");
        }
    }
}
