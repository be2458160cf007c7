package dev.penstock.plugins.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import org.junit.jupiter.api.Test;

class VariantTest {
    private static MultiMap headers(String... namesAndValues) {
        MultiMap headers = HttpHeaders.headers();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return headers;
    }

    private static boolean suits(String vary, MultiMap stored, MultiMap asked) {
        return Variant.of(headers("vary", vary), stored).suits(asked);
    }

    @Test
    void withoutVaryEveryRequestWillDo() {
        Variant variant = Variant.of(headers(), headers("accept", "a"));
        assertThat(variant.suits(headers("accept", "b"))).isTrue();
    }

    @Test
    void theNamedFieldsCountAndNoOthers() {
        assertThat(suits("X-A, x-b", headers("x-a", "1", "x-b", "2"), headers("x-b", "2", "x-a", "1", "x-c", "3")))
                .isTrue();
        assertThat(suits("X-A, x-b", headers("x-a", "1", "x-b", "2"), headers("x-a", "1")))
                .isFalse();
    }

    @Test
    void anAbsentFieldIsNotAnEmptyOne() {
        assertThat(suits("x-a", headers(), headers())).isTrue();
        assertThat(suits("x-a", headers(), headers("x-a", ""))).isFalse();
    }

    @Test
    void blanksAndTheSplitOverLinesDoNotCount() {
        assertThat(suits("x-a", headers("x-a", "1, 2"), headers("x-a", "1", "x-a", "2")))
                .isTrue();
        assertThat(suits("x-a", headers("x-a", "1,2"), headers("x-a", " 1 ,  2 ")))
                .isTrue();
        assertThat(suits("x-a", headers("x-a", "1,2"), headers("x-a", "2,1"))).isFalse();
    }

    @Test
    void caseCountsButWhereItCannot() {
        assertThat(suits("accept-language", headers("accept-language", "de-AT"), headers("accept-language", "DE-at")))
                .isTrue();
        assertThat(suits("x-a", headers("x-a", "Ab"), headers("x-a", "aB"))).isFalse();
    }

    @Test
    void aValueCannotPassForTwo() {
        assertThat(suits("x-a, x-b", headers("x-a", "1", "x-b", "2"), headers("x-a", "1\tx-b:2")))
                .isFalse();
    }

    @Test
    void theOrderOfTheNamesDoesNotCount() {
        assertThat(Variant.of(headers("vary", "b, a"), headers("a", "1")))
                .isEqualTo(Variant.of(headers("vary", "A", "vary", "B"), headers("a", "1")));
    }

    @Test
    void aStarAmongTheNamesIsSeen() {
        assertThat(Variant.isAny(headers("vary", "accept, *"))).isTrue();
        assertThat(Variant.isAny(headers("vary", "accept"))).isFalse();
    }
}
