package dev.penstock.plugins.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.MockAnswer;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class ValidationTest {
    private static final String DAY = "Tue, 02 Jan 2024 00:00:00 GMT";

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
            assertThat(Site.header(warm, "etag")).isEqualTo("\"v1\"");
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
            assertThat(Site.header(renewed, "x-rev")).isEqualTo("2");
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
}
