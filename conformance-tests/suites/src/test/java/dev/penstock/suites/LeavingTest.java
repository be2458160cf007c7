package dev.penstock.suites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockFault;
import dev.penstock.fleet.MockServer;
import io.vertx.core.Promise;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A client that leaves in the middle: backends see the connections of its calls closed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeavingTest {
    private static final Duration SOON = Duration.ofMillis(100);

    /** A busy machine may be late; each of so many rounds would have to be. */
    private static final int ROUNDS = 10;

    private final MockServer backend = MockServer.start()
            .on("GET /hang/{n}", MockAnswer.fault(MockFault.HANG))
            .on("GET /first", MockAnswer.json(1));
    private Harness gateway;

    @BeforeAll
    void start() {
        gateway = Harness.on("t.yaml", """
                        api: t
                        upstreams: {b: {targets: ["%1$s"]}}
                        routes:
                          - name: join
                            match: GET /join
                            steps:
                              - aggregate:
                                  calls:
                                    a: {get: /hang/a, from: b}
                                    b: {get: /hang/b, from: b, on-error: omit}
                                    first: {get: /first, from: b}
                                    second: {get: "/hang/${first.body}", from: b, hedge: {after: 5s}}
                                    never: {get: "/hang/${a.body}", from: b}
                          - name: each
                            match: GET /each
                            steps:
                              - aggregate: {calls: {x: {for-each: "${[1,2,3,4,5,6,7,8,9,10,11,12]}", get: "/hang/${item}", from: b, on-error: skip}}}
                          - {name: call, match: GET /call, steps: [{call: {get: /hang/1, from: b, as: x}}, {respond: {status: 204}}]}
                          - {name: shared, match: GET /shared, steps: [{aggregate: {calls: {x: {get: /later, from: b, cache: 30s}}}}]}
                          - {name: camel, match: GET /camel, steps: [{camel: {to: "%1$s/hang/1"}}]}
                        """.formatted(backend.uri())).start();
        assertThat(gateway.faults()).isEmpty();
    }

    @AfterAll
    void stop() {
        gateway.close();
        backend.close();
    }

    /** So many calls are under way when the client leaves. */
    @ParameterizedTest
    @CsvSource({"/join, 3, 4", "/each, 8, 8", "/call, 1, 1", "/camel, 1, 1"})
    void itsCallsAreCancelledWithinATenthOfASecondAndNoneStarts(String path, int hanging, int calls)
            throws IOException {
        Duration least = Duration.ofDays(1);
        for (int round = 0; round < ROUNDS && least.compareTo(SOON) > 0; round++) {
            backend.forget();
            long left;
            try (Socket client = gateway.connect()) {
                ask(client, path);
                backend.awaitCalls(calls);
                left = System.nanoTime();
            }
            backend.awaitLeft(hanging);
            Duration took = Duration.ofNanos(System.nanoTime() - left);
            least = took.compareTo(least) < 0 ? took : least;
        }
        assertThat(least).isLessThanOrEqualTo(SOON);
        assertThat(gateway.get("/nothing").statusCode()).isEqualTo(404);
        assertThat(backend.calls()).hasSize(calls);
    }

    @Test
    void whatOthersWaitForTooGoesOn() throws IOException {
        backend.forget();
        Promise<MockAnswer> later = Promise.promise();
        backend.onLater("GET /later", seen -> later.future());
        CompletableFuture<HttpResponse<String>> stays;
        double alone;
        try (Socket client = gateway.connect()) {
            ask(client, "/shared");
            backend.awaitCalls(1);
            alone = inFlight();
            stays = gateway.client()
                    .sendAsync(gateway.request("/shared").build(), HttpResponse.BodyHandlers.ofString());
            Soon.sees(this::inFlight, alone + 1);
        }
        Soon.sees(this::inFlight, alone);
        later.complete(MockAnswer.json("kept"));
        assertThat(stays.join().body()).isEqualTo("{\"x\":\"kept\"}");
        assertThat(backend.calls()).hasSize(1);
        assertThat(backend.left()).isEqualTo(List.of());
    }

    private double inFlight() {
        return Double.parseDouble(Soon.metric(gateway, "penstock_requests_in_flight"));
    }

    private static void ask(Socket client, String path) throws IOException {
        client.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nhost: t\r\n\r\n").getBytes(StandardCharsets.UTF_8));
    }
}
