package dev.penstock.plugins.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockServer;
import io.vertx.core.Promise;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an unsafe request makes outdated, by whichever route of the API it comes. */
class ChangesTest {
    private static final String FILE = """
            api: shop
            upstreams: {b: {targets: ["%s"]}}
            policies:
              cached: [{cache: {ttl: 60s}}]
            routes:
              - {name: own, match: {path: "/own/{p}", methods: [GET, POST]}, steps: [{sign-in: {}}, {cache: {ttl: 60s, private: true}}, {upstream: b}]}
              - {name: get, match: "GET /{p}", steps: [{cache: {ttl: 60s}}, {upstream: b}]}
              - {name: post, match: "POST /{p}", steps: [{upstream: b}]}
              - {name: alone, match: "GET /alone/{p}", steps: [{cache: {ttl: 60s, coalesce: false}}, {upstream: b}]}
              - {name: change, match: "POST /alone/{p}", steps: [{upstream: b}]}
              - {name: path, match: "GET /path/{p}", steps: [{cache: {ttl: 60s, key: [path]}}, {upstream: b}]}
              - {name: query, match: {path: "/path/{p}", methods: [PUT, DELETE]}, steps: [{cache: {ttl: 60s, key: [query]}}, {upstream: b}]}
              - {name: other, match: {path: "/path/{p}", methods: [PATCH]}, steps: [{use: {policy: cached, when: "default(header['x-a'], '') == 'b'"}}, {upstream: b}]}
            """;
    private static final String OTHER = """
            api: other
            upstreams: {b: {targets: ["%s"]}}
            routes: [{name: post, match: "POST /other/{p}", steps: [{upstream: b}]}]
            """;
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final MockServer BACKEND = MockServer.start();
    private static Harness gateway;

    @BeforeAll
    static void start() {
        for (String path : List.of("/{p}", "/own/{p}", "/path/{p}", "/other/{p}")) {
            BACKEND.on("GET " + path, request -> MockAnswer.text("" + COUNT.incrementAndGet()));
            for (String method : List.of("POST", "PUT", "DELETE", "PATCH")) {
                BACKEND.on(method + " " + path, request -> {
                    String status = request.header("x-status");
                    return MockAnswer.status(status.isEmpty() ? 204 : Integer.parseInt(status))
                            .header("content-location", request.header("x-names"));
                });
            }
        }
        gateway = Harness.on("shop.yaml", FILE.formatted(BACKEND.uri()))
                .file("other.yaml", OTHER.formatted(BACKEND.uri()))
                .start();
        assertThat(gateway.faults()).filteredOn(fault -> !fault.warning()).isEmpty();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        BACKEND.close();
    }

    private static boolean isHit(String path, String... headers) {
        return Site.isHit(gateway.get(path, headers));
    }

    private static void send(String method, String path, String... headers) {
        HttpRequest.Builder request = gateway.request(path, headers);
        gateway.send(request.method(method, HttpRequest.BodyPublishers.noBody()));
    }

    private static void isStored(String path, String... headers) {
        gateway.get(path, headers);
        assertThat(isHit(path, headers)).isTrue();
    }

    @Test
    void everybodysCopyOfTheirOwnGoes() {
        for (String user : List.of("ann", "bob")) {
            isStored("/own/a", "x-user", user);
            isStored("/own/b", "x-user", user);
        }
        send("POST", "/own/a", "x-user", "ann");
        assertThat(isHit("/own/a", "x-user", "ann")).isFalse();
        assertThat(isHit("/own/a", "x-user", "bob")).isFalse();
        assertThat(isHit("/own/b", "x-user", "ann")).as("of another URI").isTrue();
        assertThat(isHit("/own/b", "x-user", "bob")).isTrue();
    }

    @Test
    void whoHasNoCopyMakesThoseOfOthersOutdated() {
        isStored("/own/c", "x-user", "ann");
        send("POST", "/own/c", "x-user", "cid");
        assertThat(isHit("/own/c", "x-user", "ann")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"204, false", "303, false", "404, true", "500, true"})
    void aRouteWithoutACacheMakesOutdatedWhatIsStoredForItsUri(String status, boolean stays) {
        isStored("/a");
        isStored("/b");
        send("POST", "/a", "x-status", status);
        assertThat(isHit("/a")).isEqualTo(stays);
        assertThat(isHit("/b")).isTrue();
    }

    @Test
    void soDoesWhatItsAnswerNames() {
        isStored("/d");
        send("POST", "/e", "x-names", "/d");
        assertThat(isHit("/d")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"PUT", "DELETE", "PATCH"})
    void aRouteWithAKeyOfItsOwnDoesToo(String method) {
        isStored("/path/a?x=1");
        isStored("/path/b");
        send(method, "/path/a?y=2");
        assertThat(isHit("/path/a?x=1")).isFalse();
        assertThat(isHit("/path/b")).isTrue();
    }

    @Test
    void anotherApiChangesNothing() {
        isStored("/path/c");
        send("POST", "/other/c");
        assertThat(isHit("/path/c")).isTrue();
    }

    @Test
    void itStaysSoAfterAReload() {
        gateway.reload();
        isStored("/f");
        send("POST", "/f");
        assertThat(isHit("/f")).isFalse();
    }

    /** A fetch that nobody else may join is told too. */
    @Test
    void whatIsFetchedMeanwhileIsNotStored() throws Exception {
        BACKEND.forget();
        Promise<MockAnswer> before = Promise.promise();
        BACKEND.onLater("GET /alone/1", request -> before.future());
        BACKEND.on("POST /alone/1", MockAnswer.status(204));
        CompletableFuture<HttpResponse<String>> asking =
                gateway.client().sendAsync(gateway.request("/alone/1").build(), HttpResponse.BodyHandlers.ofString());
        BACKEND.awaitCalls(1);
        send("POST", "/alone/1");
        before.complete(MockAnswer.text("before"));
        assertThat(asking.get().body()).isEqualTo("before");
        BACKEND.on("GET /alone/1", MockAnswer.text("after"));
        assertThat(gateway.get("/alone/1").body()).isEqualTo("after");
    }
}
