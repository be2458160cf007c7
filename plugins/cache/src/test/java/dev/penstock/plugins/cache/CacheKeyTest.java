package dev.penstock.plugins.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.MockAnswer;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class CacheKeyTest {
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
    void whatTheCacheAddsToTellVariantsApartAClientCannotSay() {
        try (Site site = new Site("{ttl: 30s}").says("/a", "")) {
            site.get("/a", Apart.FIELD, "one");
            assertThat(Site.isHit(site.get("/a", Apart.FIELD, "two"))).isTrue();
            assertThat(Site.isHit(site.get("/a"))).isTrue();
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
}
