package dev.penstock.plugins.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockFault;
import dev.penstock.fleet.MockServer;
import dev.penstock.sdk.HttpCache;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls whose answers are kept, fresh or as a stand-in for what fails. */
class KeptTest {
    private final Site site = new Site();
    private final MockServer backend = site.backend;
    private final Shelf shelf = new Shelf();

    @AfterEach
    void stop() {
        site.close();
    }

    private Harness joining(String settings) {
        return site.setup(settings).service(HttpCache.class, shelf).start();
    }

    @Test
    void aCallIsKeptByItsUrlAndTheOthersAreMade() {
        backend.on("GET /kept/{id}", seen -> MockAnswer.json(seen.path())).on("GET /fresh", MockAnswer.json(1));
        try (Harness gateway = joining(
                "calls: {kept: {get: \"/kept/${path.id}\", from: b, cache: 30s}, fresh: {get: /fresh, from: b}}")) {
            for (String id : List.of("1", "1", "2", "1")) {
                assertThat(gateway.get("/a/" + id).body()).isEqualTo("{\"kept\":\"/kept/" + id + "\",\"fresh\":1}");
            }
        }
        assertThat(backend.calls("GET /kept/{id}")).isEqualTo(2);
        assertThat(backend.calls("GET /fresh")).isEqualTo(4);
    }

    @Test
    void whoForwardsWhoIsAskingGetsOwnAnswers() {
        backend.on("GET /me", seen -> MockAnswer.json(seen.headers().get("authorization")));
        try (Harness gateway = joining("calls: {me: {get: /me, from: b, forward: [authorization], cache: 30s}}")) {
            for (String who : List.of("ann", "bob", "ann", "bob")) {
                assertThat(gateway.get("/a/1", "authorization", who).body()).isEqualTo("{\"me\":\"" + who + "\"}");
            }
        }
        assertThat(backend.calls()).hasSize(2);
    }

    @Test
    void theLastGoodAnswerStandsInAndSaysSo() {
        backend.on("GET /x", MockAnswer.json(Map.of("v", 5)));
        try (Harness gateway = joining(
                "calls: {x: {get: /x, from: b, cache: 30s, on-error: stale}}\nbody: {v: \"${x.body.v}\", s: \"${x.status}\"}")) {
            HttpResponse<String> fresh = gateway.get("/a/1");
            assertThat(fresh.body()).isEqualTo("{\"v\":5,\"s\":200}");
            assertThat(fresh.headers().firstValue("penstock-partial")).isEmpty();
            shelf.age();
            backend.on("GET /x", MockAnswer.status(500));
            HttpResponse<String> stale = gateway.get("/a/1");
            assertThat(stale.body()).isEqualTo("{\"v\":5,\"s\":200}");
            assertThat(stale.headers().firstValue("penstock-partial")).contains("x");
            assertThat(stale.headers().firstValue("cache-control")).contains("no-store");
            assertThat(stale.headers().firstValue("proxy-status"))
                    .contains("penstock; received-status=500; details=\"x\"");
        }
    }

    @Test
    void aStatusCanAskForTheLastGoodAnswerToo() {
        backend.on("GET /x", MockAnswer.json(5));
        try (Harness gateway = joining("calls: {x: {get: /x, from: b, cache: 30s, on-status: {204: stale}}}")) {
            gateway.get("/a/1");
            shelf.age();
            backend.on("GET /x", MockAnswer.status(204));
            HttpResponse<String> stale = gateway.get("/a/1");
            assertThat(stale.body()).isEqualTo("{\"x\":5}");
            assertThat(stale.headers().firstValue("penstock-partial")).contains("x");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"get: /x", "for-each: '${[1]}', get: /x"})
    void whereNothingWasKeptTheErrorDecides(String call) {
        backend.on("GET /x", MockAnswer.status(500));
        try (Harness gateway = joining("calls: {x: {" + call + ", from: b, cache: 30s, on-error: stale}}")) {
            HttpResponse<String> cold = gateway.get("/a/1");
            assertThat(cold.statusCode()).isEqualTo(502);
            assertThat(cold.headers().firstValue("proxy-status"))
                    .contains("penstock; received-status=500; details=\"x\"");
        }
    }

    @Test
    void eachItemHasALastGoodAnswerOfItsOwn() {
        backend.on("GET /i/{n}", seen -> MockAnswer.json(seen.path()));
        try (Harness gateway = joining(
                "calls: {x: {for-each: \"${[1, 2, 3]}\", get: \"/i/${item}\", from: b, cache: 30s, on-error: stale}}")) {
            gateway.get("/a/1");
            shelf.age();
            backend.on("GET /i/2", MockAnswer.status(503));
            HttpResponse<String> stale = gateway.get("/a/1");
            assertThat(stale.body()).isEqualTo("{\"x\":[\"/i/1\",\"/i/2\",\"/i/3\"]}");
            assertThat(stale.headers().firstValue("penstock-partial")).contains("x");
        }
    }

    @Test
    void whatAnotherCallKeptMayBeLongerThanThisOneTakes() {
        backend.on("GET /x", MockAnswer.json("x".repeat(2000)));
        try (Harness gateway = joining("""
                calls:
                  long: {get: /x, from: b, cache: 30s}
                  short: {get: /x, from: b, cache: 30s, max-body: 1KiB, on-error: omit, when: long.status == 200}
                """)) {
            assertThat(gateway.get("/a/1").headers().firstValue("proxy-status"))
                    .contains("penstock; error=http_response_body_size; details=\"short\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"post: /x", "get: /x, body: {a: 1}", "get: /x, for-each: '${[1]}', body: 1"})
    void onlyAGetWithoutABodyIsKept(String call) {
        try (Harness gateway = joining("calls: {x: {" + call + ", from: b, cache: 30s}}")) {
            assertThat(gateway.faults())
                    .singleElement()
                    .asString()
                    .contains("'cache' keeps what a get without a body answers");
        }
    }

    @Test
    void whoLeavesGivesUpWhatIsFetchedForItAlone() throws IOException {
        backend.on("GET /x", MockAnswer.fault(MockFault.HANG));
        try (Harness gateway = joining("calls: {x: {get: /x, from: b, cache: 30s}}")) {
            try (Socket client = gateway.connect()) {
                client.getOutputStream()
                        .write("GET /a/1 HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                backend.awaitCalls(1);
            }
            backend.awaitLeft(1);
        }
    }
}
