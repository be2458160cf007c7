package dev.penstock.plugins.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockFault;
import dev.penstock.fleet.MockRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CacheTest {
    @Test
    void aHitCostsNoRequestAndSaysSo() {
        try (Site site = new Site("{ttl: 30s}").says("/a", "")) {
            HttpResponse<String> miss = site.get("/a");
            assertThat(Site.status(miss)).isEqualTo("penstock; fwd=uri-miss; fwd-status=200; stored; ttl=30");
            site.pass(12);
            HttpResponse<String> hit = site.get("/a");
            assertThat(Site.status(hit)).isEqualTo("penstock; hit; ttl=18");
            assertThat(Site.header(hit, "age")).isEqualTo("12");
            assertThat(Site.header(hit, "date")).isNotEqualTo("none");
            assertThat(Site.header(hit, "content-type")).isEqualTo("application/json");
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
            assertThat(Site.header(site.get("/cookie"), "set-cookie")).isEqualTo("a=2");
            site.answers("/error", (request, n) -> MockAnswer.json(500, Map.of("n", n)));
            site.get("/error");
            assertThat(site.n("/error")).isEqualTo("{\"n\":2}");
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
    void whatItCannotDoIsRefusedWithItsPlace() {
        try (Harness gateway = Harness.on("shop.yaml", """
                api: shop
                upstreams: {b: {targets: ["http://127.0.0.1:9"]}}
                routes:
                  - name: a
                    match: GET /a
                    steps:
                      - cache:
                          ttl: 30s
                          tags: ['${nosuch}']
                          key: [path, cookie]
                          negative: {40: 5s}
                      - upstream: b
                """).start()) {
            assertThat(gateway.faults().toString())
                    .contains("shop.yaml:9:")
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
