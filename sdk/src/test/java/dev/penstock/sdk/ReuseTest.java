package dev.penstock.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReuseTest {
    private static Reuse says(String cacheControl) {
        return Reuse.of(HttpHeaders.headers().set("cache-control", cacheControl));
    }

    private static String of(Reuse... parts) {
        Reuse all = Reuse.NOTHING;
        for (Reuse part : parts) {
            all = all.and(part);
        }
        return all.cacheControl().orElse("");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "max-age=60                   | max-age=10                  | max-age=10",
                "max-age=60                   | ''                          | max-age=60",
                "max-age=60                   | private, max-age=30         | private, max-age=30",
                "private                      | no-store                    | no-store",
                "no-cache                     | max-age=60                  | no-cache, max-age=60",
                "public, max-age=60           | s-maxage=30                 | public, max-age=30",
                "public, max-age=60           | max-age=30                  | max-age=30",
                "public, max-age=60           | ''                          | max-age=60",
                "must-revalidate, max-age=60  | max-age=90                  | max-age=60, proxy-revalidate",
                "must-revalidate              | private                     | private, must-revalidate",
                "'s-maxage=0, max-age=60'     | max-age=10                  | max-age=0",
                "'MAX-AGE=\"5\"'              | max-age=60                  | max-age=5",
                "'max-age=9, max-age=5'       | ''                          | max-age=5",
                "max-age=soon                 | ''                          | max-age=0",
                "max-age=99999999999          | ''                          | max-age=2147483648",
                "'x=\"no-store, private\"'    | max-age=60                  | max-age=60",
                "'private=\"set-cookie\"'     | max-age=60                  | private, max-age=60",
            })
    void theStrictestOfAllCounts(String one, String other, String all) {
        assertThat(of(says(one), says(other))).isEqualTo(all);
        assertThat(of(says(other), says(one))).isEqualTo(all);
    }

    @Test
    void whatStatesNothingSaysNothing() {
        assertThat(of()).isEmpty();
        assertThat(of(Reuse.of(HttpHeaders.headers()))).isEmpty();
        assertThat(Reuse.NOTHING.isPublic()).isFalse();
        assertThat(of(Reuse.NO_STORE, says("max-age=60"))).isEqualTo("no-store");
    }

    @Test
    void anAnswersAgeIsGone() {
        MultiMap old = HttpHeaders.headers().set("cache-control", "max-age=60").set("age", "45");
        assertThat(of(Reuse.of(old))).isEqualTo("max-age=15");
        assertThat(of(Reuse.of(old.set("age", "70")))).isEqualTo("max-age=0");
    }

    @Test
    void expiresCountsFromItsDate() {
        MultiMap dated = HttpHeaders.headers()
                .set("date", "Tue, 01 Dec 2020 00:00:00 GMT")
                .set("expires", "Tue, 01 Dec 2020 00:00:25 GMT");
        assertThat(of(Reuse.of(dated))).isEqualTo("max-age=25");
        assertThat(of(Reuse.of(dated.set("expires", "0")))).isEqualTo("max-age=0");
        assertThat(of(Reuse.of(dated.set("cache-control", "max-age=7")))).isEqualTo("max-age=7");
    }

    @Test
    void whatVariesByAnythingIsAskedForEachTime() {
        assertThat(of(Reuse.of(HttpHeaders.headers().add("vary", "accept").add("vary", "*"))))
                .isEqualTo("no-cache");
    }

    @Test
    void whatIsForOnePersonIsSharedByNobody() {
        assertThat(of(says("public, max-age=60").personal())).isEqualTo("private, max-age=60");
        assertThat(of(Reuse.NOTHING.personal())).isEqualTo("private");
    }
}
