package dev.penstock.plugins.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.MockAnswer;
import io.vertx.core.buffer.Buffer;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class RequestsTest {
    @Test
    void headIsServedFromAStoredGetAndStoresNothing() {
        try (Site site = new Site("{ttl: 30s}").says("/a", "").says("/b", "")) {
            site.backend.on("HEAD /b", MockAnswer.text(""));
            String body = site.n("/a");
            HttpResponse<String> head = site.gateway.send("HEAD", "/a", "");
            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.body()).isEmpty();
            assertThat(Site.header(head, "content-length")).isEqualTo("" + body.length());
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
            assertThat(warm.statusCode()).isEqualTo(206);
            assertThat(warm.body()).isEqualTo("56");
            assertThat(Site.header(warm, "content-range")).isEqualTo("bytes 5-6/10");
            assertThat(Site.isHit(warm)).isTrue();
        }
    }
}
