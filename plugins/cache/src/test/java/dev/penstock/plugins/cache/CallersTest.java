package dev.penstock.plugins.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.MockAnswer;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallersTest {
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
}
