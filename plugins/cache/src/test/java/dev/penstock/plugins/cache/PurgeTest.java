package dev.penstock.plugins.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.MockAnswer;
import io.vertx.core.Promise;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** DELETE /cache of the admin port, at one gateway. */
class PurgeTest {
    private static final String[] PATHS = {"/a", "/a/b", "/a/c", "/d"};
    private static Site shared;

    @BeforeAll
    static void start() {
        shared = stored("{tags: [goods, 'page-${request.path}']}", PATHS);
    }

    @AfterAll
    static void stop() {
        shared.close();
    }

    private static HttpResponse<String> purge(Site site, String query) {
        return site.gateway.send(HttpRequest.newBuilder(
                        URI.create(site.gateway.adminUri() + "/cache" + (query.isEmpty() ? "" : "?" + query)))
                .DELETE());
    }

    private static String purged(Site site, String query) {
        HttpResponse<String> answer = purge(site, query);
        return answer.statusCode() + " " + answer.body();
    }

    private static List<String> hits(Site site, String... paths) {
        return Stream.of(paths).filter(path -> Site.isHit(site.get(path))).toList();
    }

    private static Site stored(String settings, String... paths) {
        Site site = new Site(settings);
        for (String path : paths) {
            site.says(path, "max-age=60");
            site.get(path);
        }
        assertThat(hits(site, paths)).containsExactly(paths);
        return site;
    }

    @ParameterizedTest
    @CsvSource({
        "api=shop, 4, ''",
        "api=*, 4, ''",
        "api=other, 0, '/a /a/b /a/c /d'",
        "route=all, 4, ''",
        "api=shop&route=other, 0, '/a /a/b /a/c /d'",
        "path=/a, 1, '/a/b /a/c /d'",
        "path=/a/*, 2, '/a /d'",
        "path=/a*, 3, '/d'",
        "path=/*, 4, ''",
        "path=/a/, 0, '/a /a/b /a/c /d'",
        "path=/A, 0, '/a /a/b /a/c /d'",
        "api=shop&route=all&path=/d, 1, '/a /a/b /a/c'",
        "tag=goods, 4, ''",
        "tag=page-/a/b, 1, '/a /a/c /d'",
        "tag=GOODS, 0, '/a /a/b /a/c /d'",
        "tag=good, 0, '/a /a/b /a/c /d'",
        "path=/a/*&tag=page-/d, 0, '/a /a/b /a/c /d'"
    })
    void whatMatchesAllThatIsStatedGoes(String query, int met, String left) {
        hits(shared, PATHS);
        assertThat(purged(shared, query)).isEqualTo("200 {\"purged\":" + met + "}");
        assertThat(hits(shared, PATHS)).containsExactly(left.isEmpty() ? new String[0] : left.split(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "'cache-tag', 'a, b', b, true",
        "'cache-tag', 'a b', b, true",
        "'Cache-Tag', 'a,b', b, true",
        "'surrogate-key', 'a b', b, true",
        "'surrogate-key', 'a,b', b, false",
        "'cache-tag', 'ab', b, false",
        "'x-tag', 'b', b, false"
    })
    void anAnswerNamesItsTagsItself(String field, String value, String tag, boolean goes) {
        try (Site site = new Site("{ttl: 60s}")) {
            site.answers("/a", (request, n) -> MockAnswer.json(Map.of("n", n)).header(field, value));
            site.get("/a");
            purge(site, "tag=" + tag);
            assertThat(Site.isHit(site.get("/a"))).isEqualTo(!goes);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', nothing says which answers",
        "soft=true, nothing says which answers",
        "paths=/a, unknown parameter 'paths'",
        "api=shop&x=1, unknown parameter 'x'",
        "path=a, 'path: expected one that begins with ''/'', found ''a'''",
        "tag=, 'tag: expected a value, found nothing'",
        "api=a&api=b, 'api: expected one value, found 2'",
        "api=shop&soft=yes, 'soft: expected true or false, found ''yes'''"
    })
    void whatSaysNothingThatCanBeDoneIsRefusedAndPurgesNothing(String query, String why) {
        hits(shared, PATHS);
        HttpResponse<String> answer = purge(shared, query);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains(why);
        assertThat(hits(shared, PATHS)).containsExactly(PATHS);
    }

    @Test
    @Timeout(20)
    void aSoftPurgeOnlyMakesStale() {
        try (Site site = new Site("{stale-while-revalidate: 30s}")) {
            site.says("/a", "max-age=60").get("/a");
            assertThat(purged(site, "path=/a&soft=true")).isEqualTo("200 {\"purged\":1}");
            HttpResponse<String> stale = site.get("/a");
            assertThat(stale.body()).contains("1");
            assertThat(Site.status(stale)).startsWith("penstock; hit; ttl=").doesNotContain("ttl=6");
            site.backend.awaitCalls(2);
            while (!site.n("/a").equals("{\"n\":2}")) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void whatWasSoftlyPurgedIsValidatedAndStandsInForAnError() {
        try (Site site = new Site("{stale-if-error: 60s}")) {
            site.answers("/a", (request, n) -> switch (n) {
                case 1 -> MockAnswer.text("one").header("etag", "\"1\"").header("cache-control", "max-age=60");
                case 2 -> MockAnswer.status(503);
                default -> MockAnswer.status(304).header("etag", "\"1\"").header("cache-control", "max-age=60");
            });
            site.get("/a");
            purge(site, "path=/a&soft=true");
            assertThat(site.get("/a").body()).isEqualTo("one");
            HttpResponse<String> validated = site.get("/a");
            assertThat(validated.body()).isEqualTo("one");
            assertThat(Site.status(validated)).contains("fwd=stale; fwd-status=304");
            assertThat(Site.isHit(site.get("/a"))).isTrue();
        }
    }

    @Test
    void whatIsBeingFetchedIsNotStored() {
        Promise<MockAnswer> gate = Promise.promise();
        try (Site site = new Site("{ttl: 60s}", "", 1, 1)) {
            site.backend.onLater("GET /a", request -> gate.future());
            CompletableFuture<HttpResponse<String>> early = site.gateway
                    .client()
                    .sendAsync(site.gateway.request("/a").build(), HttpResponse.BodyHandlers.ofString());
            site.awaitArrivals();
            site.backend.awaitCalls(1);
            assertThat(purged(site, "tag=of-the-answer-to-come")).isEqualTo("200 {\"purged\":0}");
            gate.complete(MockAnswer.text("old").header("cache-tag", "of-the-answer-to-come"));
            assertThat(early.join().body()).isEqualTo("old");
            assertThat(Site.isHit(site.get("/a"))).isFalse();
            assertThat(Site.isHit(site.get("/a"))).isTrue();
        }
    }

    @Test
    void metricsTellHowRequestsWereAnswered() {
        try (Site site = stored("{stale-while-revalidate: 30s}", "/a", "/b")) {
            site.gateway.send("POST", "/a", "");
            site.says("/swr", "max-age=1").get("/swr");
            site.pass(5);
            site.get("/swr");
            purge(site, "path=/b");
            String page = site.gateway
                    .send(HttpRequest.newBuilder(URI.create(site.gateway.adminUri() + "/metrics"))
                            .GET())
                    .body();
            String of = "penstock_cache_requests_total{api=\"shop\",route=\"all\",result=";
            assertThat(page)
                    .contains(of + "\"hit\",} 2.0")
                    .contains(of + "\"stale\",} 1.0")
                    .contains(of + "\"miss\",} 3.0")
                    .contains(of + "\"bypass\",} 1.0")
                    .contains("penstock_cache_purged_total 1.0")
                    .contains("penstock_cache_evictions_total 0.0")
                    .contains("penstock_cache_entries 2.0")
                    .containsPattern("penstock_cache_bytes [1-9]");
        }
    }
}
