package dev.penstock.plugins.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionsTest {
    private static final String DAY = "Tue, 02 Jan 2024 00:00:00 GMT";
    private final MultiMap stored = HttpHeaders.headers()
            .set("etag", "\"v1\"")
            .set("last-modified", DAY)
            .set("content-type", "text/plain");

    private boolean isNotModified(String name, String value) {
        return Conditions.isNotModified(HttpHeaders.headers().set(name, value), 200, stored);
    }

    @Test
    void theClientsTagsAreComparedWeakly() {
        for (String tags : List.of("\"v1\"", "W/\"v1\"", "\"v0\", \"v1\"", "*", "\"a,b\",W/\"v1\"")) {
            assertThat(isNotModified("if-none-match", tags)).as(tags).isTrue();
        }
        for (String tags : List.of("\"v2\"", "v1", "\"v1", "\"x, v1\"", "\"V1\"")) {
            assertThat(isNotModified("if-none-match", tags)).as(tags).isFalse();
        }
    }

    @Test
    void theClientsDateIsComparedAndATagGoesBeforeIt() {
        assertThat(isNotModified("if-modified-since", DAY)).isTrue();
        assertThat(isNotModified("if-modified-since", "Wed, 03 Jan 2024 00:00:00 GMT"))
                .isTrue();
        assertThat(isNotModified("if-modified-since", "Wed, 01 Jan 2020 00:00:00 GMT"))
                .isFalse();
        assertThat(isNotModified("if-modified-since", "yesterday")).isFalse();
        MultiMap both = HttpHeaders.headers().set("if-modified-since", DAY).set("if-none-match", "\"other\"");
        assertThat(Conditions.isNotModified(both, 200, stored)).isFalse();
    }

    @Test
    void onlyA200CanBe304() {
        MultiMap request = HttpHeaders.headers().set("if-none-match", "*");
        assertThat(Conditions.isNotModified(request, 404, stored)).isFalse();
    }

    @Test
    void whatTheClientHasIsTakenOutAndWhatIsStoredPutIn() {
        MultiMap request = HttpHeaders.headers()
                .set("if-none-match", "\"client\"")
                .set("if-modified-since", "x")
                .set("if-range", "x")
                .set("range", "bytes=0-1")
                .set("accept", "a");
        Conditions.remove(request);
        assertThat(request.names()).containsExactly("accept");
        Conditions.validate(request, stored);
        assertThat(request.get("if-none-match")).isEqualTo("\"v1\"");
        assertThat(request.get("if-modified-since")).isEqualTo(DAY);
    }

    @Test
    void a304OfAnotherTagSpeaksOfAnotherAnswer() {
        assertThat(Conditions.confirms(HttpHeaders.headers(), stored)).isTrue();
        assertThat(Conditions.confirms(HttpHeaders.headers().set("etag", "W/\"v1\""), stored))
                .isTrue();
        assertThat(Conditions.confirms(HttpHeaders.headers().set("etag", "\"v2\""), stored))
                .isFalse();
    }

    @Test
    void a304RenewsTheHeadButNotWhatSpeaksOfTheBytes() {
        MultiMap merged = Conditions.merged(
                stored,
                HttpHeaders.headers().set("X-Rev", "2").set("etag", "\"v1\"").set("content-type", "a/b"));
        assertThat(merged.get("x-rev")).isEqualTo("2");
        assertThat(merged.get("content-type")).isEqualTo("text/plain");
        assertThat(merged.getAll("etag")).containsExactly("\"v1\"");
        assertThat(stored.contains("x-rev")).isFalse();
    }
}
