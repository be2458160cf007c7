package dev.penstock.plugins.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockFault;
import dev.penstock.fleet.MockRequest;
import io.vertx.core.buffer.Buffer;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CacheTest {
    private static final String DAY = "Tue, 02 Jan 2024 00:00:00 GMT";

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("none");
    }

    @Test
    void aHitCostsNoRequestAndSaysSo() {
        try (Site site = new Site("{ttl: 30s}").says("/a", "")) {
            HttpResponse<String> miss = site.get("/a");
            assertThat(Site.status(miss)).isEqualTo("penstock; fwd=uri-miss; fwd-status=200; stored; ttl=30");
            site.pass(12);
            HttpResponse<String> hit = site.get("/a");
            assertThat(Site.status(hit)).isEqualTo("penstock; hit; ttl=18");
            assertThat(header(hit, "age")).isEqualTo("12");
            assertThat(header(hit, "date")).isNotEqualTo("none");
            assertThat(header(hit, "content-type")).isEqualTo("application/json");
            assertThat(hit.body()).isEqualTo(miss.body());
            assertThat(site.calls("/a")).isEqualTo(1);
        }
    }

    @Test
    void itIsStaleWhenTheClockSaysSo() {
        try (Site site = new Site("{}").says("/a", "max-age=10")) {
            site.get("/a");
            site.pass(9);
            assertThat(Site.isHit(site.get("/a"))).isTrue();
            site.pass(1);
            assertThat(Site.status(site.get("/a"))).startsWith("penstock; fwd=stale; fwd-status=200; stored");
            assertThat(site.calls("/a")).isEqualTo(2);
        }
    }

    @Test
    void aReloadKeepsWhatIsStoredAndAResetDoesNot() {
        try (Site site = new Site("{ttl: 30s}").says("/a", "")) {
            site.get("/a");
            site.gateway.reload();
            assertThat(Site.isHit(site.get("/a"))).isTrue();
            site.gateway.gateway().reset();
            assertThat(Site.isHit(site.get("/a"))).isFalse();
        }
    }

    @Test
    void whatForbidsItIsNotStored() {
        try (Site site = new Site("{ttl: 30s}")) {
            for (String stated : List.of("no-store", "private", "no-cache", "max-age=0")) {
                String path = "/" + stated;
                site.says(path, stated);
                site.get(path);
                assertThat(Site.isHit(site.get(path))).as(stated).isFalse();
                assertThat(site.calls(path)).as(stated).isEqualTo(2);
            }
            site.answers("/cookie", (request, n) -> MockAnswer.text("x").header("set-cookie", "a=" + n));
            site.get("/cookie");
            assertThat(header(site.get("/cookie"), "set-cookie")).isEqualTo("a=2");
            site.answers("/error", (request, n) -> MockAnswer.json(500, Map.of("n", n)));
            site.get("/error");
            assertThat(site.n("/error")).isEqualTo("{\"n\":2}");
        }
    }

    @Test
    void theKeyIsHostPathAndSortedQuery() {
        try (Site site = new Site("{ttl: 30s}").says("/a", "")) {
            assertThat(site.n("/a?x=1&y=2")).isEqualTo("{\"n\":1}");
            assertThat(site.n("/a?y=2&x=1")).isEqualTo("{\"n\":1}");
            assertThat(site.n("/a?x=1&y=3")).isEqualTo("{\"n\":2}");
            assertThat(site.n("/a?x=1&x=2")).isEqualTo("{\"n\":3}");
            assertThat(site.n("/a?x=2&x=1")).isEqualTo("{\"n\":4}");
            assertThat(site.n("/a")).isEqualTo("{\"n\":5}");
        }
    }

    @Test
    void listedPartsReplaceTheKey() {
        try (Site site = new Site("{ttl: 30s, key: [path, header.x-tenant]}").says("/a", "")) {
            assertThat(site.n("/a?z=1", "x-tenant", "a")).isEqualTo("{\"n\":1}");
            assertThat(site.n("/a?z=2", "x-tenant", "a")).isEqualTo("{\"n\":1}");
            assertThat(site.n("/a?z=1", "x-tenant", "b")).isEqualTo("{\"n\":2}");
            assertThat(site.n("/a")).isEqualTo("{\"n\":3}");
        }
    }

    @Test
    void whatAStepAboveRewroteIsPartOfTheKey() {
        try (Site site =
                new Site("{ttl: 30s}", "{move: {}},", 1, 0).says("/one", "").says("/two", "")) {
            site.get("/a", "x-path", "/one");
            assertThat(Site.isHit(site.get("/a", "x-path", "/two"))).isFalse();
            assertThat(Site.isHit(site.get("/a", "x-path", "/one"))).isTrue();
        }
    }

    @Test
    void eachVariantIsStoredAndAStarIsNot() {
        try (Site site = new Site("{ttl: 30s}")
                .answers(
                        "/a",
                        (request, n) -> MockAnswer.text(n + request.header("accept-language"))
                                .header("vary", "Accept-Language"))
                .answers("/star", (request, n) -> MockAnswer.text("" + n).header("vary", "*"))) {
            assertThat(site.n("/a", "accept-language", "de")).isEqualTo("1de");
            HttpResponse<String> other = site.get("/a", "accept-language", "en");
            assertThat(other.body()).isEqualTo("2en");
            assertThat(Site.status(other)).startsWith("penstock; fwd=vary-miss");
            assertThat(site.n("/a")).isEqualTo("3");
            assertThat(site.n("/a", "accept-language", "DE")).isEqualTo("1de");
            assertThat(site.n("/a", "accept-language", "en")).isEqualTo("2en");
            assertThat(site.n("/a")).isEqualTo("3");
            site.get("/star");
            assertThat(site.n("/star")).isEqualTo("2");
        }
    }

    @Test
    void withAuthorizationOnlyWhatSaysSoIsShared() {
        try (Site site = new Site("{ttl: 30s}")) {
            for (String stated : List.of("", "max-age=60")) {
                site.answers("/own", (request, n) -> {
                    MockAnswer answer = MockAnswer.text(request.header("authorization"));
                    return stated.isEmpty() ? answer : answer.header("cache-control", stated);
                });
                assertThat(site.n("/own", "authorization", "Bearer a")).isEqualTo("Bearer a");
                assertThat(site.n("/own", "authorization", "Bearer b")).isEqualTo("Bearer b");
                assertThat(site.n("/own")).isEmpty();
                assertThat(site.n("/own", "authorization", "Bearer c"))
                        .as("what is stored for nobody is not for somebody")
                        .isEqualTo("Bearer c");
            }
            for (String stated : List.of("public, max-age=60", "s-maxage=60", "must-revalidate, max-age=60")) {
                String path = "/" + stated.replaceAll("\\W", "_");
                site.answers(
                        path,
                        (request, n) ->
                                MockAnswer.text(request.header("authorization")).header("cache-control", stated));
                assertThat(site.n(path, "authorization", "Bearer a")).isEqualTo("Bearer a");
                assertThat(site.n(path, "authorization", "Bearer b")).isEqualTo("Bearer a");
                assertThat(site.n(path)).isEqualTo("Bearer a");
            }
        }
    }

    @Test
    void belowAnAuthStepEverybodyIsSomebody() {
        try (Site site = new Site("{ttl: 30s}", "{sign-in: {}},", 1, 0)
                .says("/own", "max-age=60")
                .says("/public", "public, max-age=60")) {
            assertThat(List.of(site.n("/own", "x-user", "ann"), site.n("/own", "x-user", "bob"), site.n("/own")))
                    .containsExactly("{\"n\":1}", "{\"n\":2}", "{\"n\":3}");
            assertThat(List.of(site.n("/public", "x-user", "ann"), site.n("/public", "x-user", "bob")))
                    .containsExactly("{\"n\":1}", "{\"n\":1}");
        }
    }

    @Test
    void withPrivateEachSubjectHasACopy() {
        try (Site site =
                new Site("{ttl: 30s, private: true}", "{sign-in: {}},", 1, 0).says("/a", "private, max-age=60")) {
            assertThat(site.n("/a", "x-user", "ann")).isEqualTo("{\"n\":1}");
            assertThat(site.n("/a", "x-user", "bob")).isEqualTo("{\"n\":2}");
            assertThat(site.n("/a", "x-user", "ann")).isEqualTo("{\"n\":1}");
            assertThat(site.n("/a", "x-user", "bob")).isEqualTo("{\"n\":2}");
            assertThat(site.n("/a")).as("nobody has none").isEqualTo("{\"n\":3}");
            assertThat(site.n("/a")).isEqualTo("{\"n\":4}");
        }
    }

    @Test
    void theClientsConditionIsAnsweredHere() {
        try (Site site = new Site("{ttl: 30s}")
                .answers(
                        "/a",
                        (request, n) -> MockAnswer.text("abc")
                                .header("etag", "\"v1\"")
                                .header("last-modified", DAY)
                                .header("x-more", "y"))) {
            HttpResponse<String> cold = site.get("/a", "if-none-match", "\"v1\"");
            assertThat(cold.statusCode()).as("on a miss too").isEqualTo(304);
            assertThat(site.backend.calls().get(0).headers().contains("if-none-match"))
                    .isFalse();
            HttpResponse<String> warm = site.get("/a", "if-none-match", "\"v0\", W/\"v1\"");
            assertThat(warm.statusCode()).isEqualTo(304);
            assertThat(warm.body()).isEmpty();
            assertThat(header(warm, "etag")).isEqualTo("\"v1\"");
            assertThat(site.get("/a", "if-modified-since", DAY).statusCode()).isEqualTo(304);
            assertThat(site.get("/a", "if-none-match", "\"v2\"").body()).isEqualTo("abc");
            assertThat(site.calls("/a")).isEqualTo(1);
        }
    }

    @Test
    void whatIsStaleIsValidatedAndRenewed() {
        try (Site site = new Site("{}").answers("/a", (request, n) -> {
            MockAnswer answer =
                    request.header("if-none-match").equals("\"e\"") ? MockAnswer.status(304) : MockAnswer.text("abc");
            return answer.header("etag", "\"e\"")
                    .header("cache-control", "max-age=10")
                    .header("x-rev", "" + n);
        })) {
            site.get("/a");
            site.pass(11);
            HttpResponse<String> renewed = site.get("/a", "if-none-match", "\"client\"");
            assertThat(renewed.statusCode()).isEqualTo(200);
            assertThat(renewed.body()).isEqualTo("abc");
            assertThat(header(renewed, "x-rev")).isEqualTo("2");
            assertThat(Site.status(renewed)).isEqualTo("penstock; fwd=stale; fwd-status=304; ttl=10");
            assertThat(Site.isHit(site.get("/a"))).isTrue();
            assertThat(site.calls("/a")).isEqualTo(2);
        }
    }

    @Test
    void a304ThatSpeaksOfAnotherAnswerIsNotTaken() {
        try (Site site = new Site("{}").answers("/a", (request, n) -> {
            MockAnswer answer =
                    request.header("if-none-match").isEmpty() ? MockAnswer.text("abc" + n) : MockAnswer.status(304);
            return answer.header("etag", "\"" + n + "\"").header("cache-control", "max-age=10");
        })) {
            site.get("/a");
            site.pass(11);
            HttpResponse<String> renewed = site.get("/a");
            assertThat(renewed.body()).isEqualTo("abc3");
            assertThat(Site.isHit(site.get("/a"))).isTrue();
            assertThat(site.calls("/a")).isEqualTo(3);
        }
    }

    @Test
    void aDateValidatesTooAndA200Replaces() {
        try (Site site = new Site("{}")
                .answers(
                        "/a",
                        (request, n) -> MockAnswer.text(n + request.header("if-modified-since"))
                                .header("last-modified", DAY)
                                .header("cache-control", "max-age=10"))) {
            site.get("/a");
            site.pass(11);
            assertThat(site.n("/a")).isEqualTo("2" + DAY);
            assertThat(site.n("/a")).isEqualTo("2" + DAY);
        }
    }

    @Test
    void headIsServedFromAStoredGetAndStoresNothing() {
        try (Site site = new Site("{ttl: 30s}").says("/a", "").says("/b", "")) {
            site.backend.on("HEAD /b", MockAnswer.text(""));
            String body = site.n("/a");
            HttpResponse<String> head = site.gateway.send("HEAD", "/a", "");
            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.body()).isEmpty();
            assertThat(header(head, "content-length")).isEqualTo("" + body.length());
            assertThat(site.backend.calls()).hasSize(1);
            site.gateway.send("HEAD", "/b", "");
            assertThat(site.n("/b")).isEqualTo("{\"n\":1}");
        }
    }

    @Test
    void anUnsafeRequestThatSucceedsInvalidates() {
        try (Site site = new Site("{ttl: 30s}").says("/a", "")) {
            site.backend.on(
                    "POST /a",
                    request -> MockAnswer.status(request.header("x-fail").isEmpty() ? 200 : 500));
            site.get("/a");
            site.gateway.send("POST", "/a", "x", "x-fail", "1");
            assertThat(Site.isHit(site.get("/a"))).isTrue();
            HttpResponse<String> post = site.gateway.send("POST", "/a", "x");
            assertThat(Site.status(post)).isEqualTo("penstock; fwd=method; fwd-status=200");
            assertThat(Site.isHit(site.get("/a"))).isFalse();
        }
    }

    @Test
    void theClientsOwnDirectivesAreHonoured() {
        try (Site site = new Site("{ttl: 30s}").says("/a", "").says("/b", "")) {
            assertThat(site.get("/a", "cache-control", "only-if-cached").statusCode())
                    .isEqualTo(504);
            site.get("/a", "cache-control", "no-store");
            assertThat(Site.isHit(site.get("/a")))
                    .as("a no-store stored nothing")
                    .isFalse();
            assertThat(Site.isHit(site.get("/a", "cache-control", "only-if-cached")))
                    .isTrue();
            assertThat(Site.status(site.get("/a", "cache-control", "no-cache"))).startsWith("penstock; fwd=request");
            assertThat(Site.status(site.get("/a", "cache-control", "max-age=0")))
                    .startsWith("penstock; fwd=request");
            assertThat(site.n("/a")).as("what was fetched anew is stored").isEqualTo("{\"n\":4}");
        }
    }

    @Test
    void aRangeIsRightOrTheWholeAndAPartIsNeverTheWhole() {
        try (Site site = new Site("{ttl: 30s}")
                .answers(
                        "/a",
                        (request, n) -> request.header("range").isEmpty()
                                ? MockAnswer.text("0123456789")
                                : MockAnswer.bytes(206, "text/plain", Buffer.buffer("56"))
                                        .header("content-range", "bytes 5-6/10"))) {
            assertThat(site.get("/a", "range", "bytes=5-6").statusCode()).isEqualTo(206);
            assertThat(site.n("/a")).isEqualTo("0123456789");
            HttpResponse<String> warm = site.get("/a", "range", "bytes=5-6");
            assertThat(warm.statusCode()).isEqualTo(200);
            assertThat(warm.body()).isEqualTo("0123456789");
        }
    }

    @Test
    void whatIsLongerThanMaxBodyPassesAndIsNotStored() {
        try (Site site = new Site("{ttl: 30s, max-body: 1KiB}")
                .answers("/a", (request, n) -> MockAnswer.text("x".repeat(1025)))
                .answers("/b", (request, n) -> MockAnswer.text("x".repeat(1024)))) {
            assertThat(site.n("/a")).hasSize(1025);
            assertThat(Site.isHit(site.get("/a"))).isFalse();
            site.get("/b");
            assertThat(Site.isHit(site.get("/b"))).isTrue();
        }
    }

    @Test
    void aBodyThatBreaksOffIsNeitherStoredNorPassedForWhole() throws Exception {
        try (Site site = new Site("{ttl: 30s}")
                .answers(
                        "/a",
                        (request, n) -> n == 1
                                ? MockAnswer.text("x".repeat(500)).failing(MockFault.TRUNCATE)
                                : MockAnswer.text("whole"))) {
            String cut = site.gateway.raw("GET /a HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
            assertThat(cut).doesNotContain("x".repeat(500));
            assertThat(site.n("/a", "host-is", "x")).isEqualTo("whole");
        }
    }

    @Test
    void aFaultBelowIsAnAnswerAndIsNotStored() {
        try (Site site = new Site("{ttl: 30s}")
                .answers("/a", (request, n) -> n == 1 ? MockAnswer.fault(MockFault.RESET) : MockAnswer.text("fine"))) {
            HttpResponse<String> failed = site.get("/a");
            assertThat(failed.statusCode()).isEqualTo(502);
            assertThat(failed.body()).contains("urn:penstock:problem:upstream-failed");
            assertThat(site.n("/a")).isEqualTo("fine");
        }
    }

    @Test
    void aNegativeAnswerIsKeptForItsOwnTime() {
        try (Site site = new Site("{ttl: 30s, negative: {404: 5s}}")
                .answers(
                        "/a",
                        (request, n) -> n == 1 ? MockAnswer.json(404, Map.of("n", n)) : MockAnswer.text("fine"))) {
            site.get("/a");
            site.pass(4);
            assertThat(site.get("/a").statusCode()).isEqualTo(404);
            site.pass(1);
            assertThat(site.n("/a")).isEqualTo("fine");
        }
    }

    @Test
    void whatItCannotDoYetIsRefusedWithItsPlace() {
        try (Harness gateway = Harness.on("shop.yaml", """
                api: shop
                upstreams: {b: {targets: ["http://127.0.0.1:9"]}}
                routes:
                  - name: a
                    match: GET /a
                    steps:
                      - cache:
                          ttl: 30s
                          tags: [x]
                          key: [path, cookie]
                          negative: {40: 5s}
                      - upstream: b
                """).start()) {
            assertThat(gateway.faults().toString())
                    .contains("shop.yaml:9:17: 'tags' of a cache is not supported yet: remove it")
                    .contains("shop.yaml:10:16: expected host, path, query")
                    .contains("found 'cookie'")
                    .contains("shop.yaml:11:22: expected a status such as 404");
        }
    }

    @Test
    void twoCachesInOneRouteDoNotWaitForOneAnother() {
        try (Site site = new Site("{ttl: 30s}", "{cache: {ttl: 30s}},", 1, 0).says("/a", "")) {
            assertThat(site.n("/a")).isEqualTo("{\"n\":1}");
            List<MockRequest> calls = site.backend.calls();
            assertThat(site.n("/a")).isEqualTo("{\"n\":1}");
            assertThat(site.backend.calls()).hasSameSizeAs(calls);
        }
    }
}
