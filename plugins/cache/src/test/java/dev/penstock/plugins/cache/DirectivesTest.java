package dev.penstock.plugins.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class DirectivesTest {
    private static Directives parse(String... values) {
        return Directives.parse(List.of(values));
    }

    @Test
    void namesCountInAnyCaseOverSeveralFields() {
        Directives found = parse("Max-Age=60,No-Store", " public ");
        assertThat(found.seconds("max-age")).hasValue(60);
        assertThat(found.has("no-store")).isTrue();
        assertThat(found.has("public")).isTrue();
        assertThat(found.has("private")).isFalse();
    }

    @Test
    void aNameInsideATextIsNoDirective() {
        Directives found = parse("ext=\"no-store, max-age=5\", max-age=60");
        assertThat(found.has("no-store")).isFalse();
        assertThat(found.seconds("max-age")).hasValue(60);
    }

    @Test
    void anEscapedQuoteDoesNotEndAText() {
        assertThat(parse("ext=\"a\\\", no-store\", max-age=1").has("no-store")).isFalse();
    }

    @Test
    void aDirectiveThatNamesFieldsCountsAsTheBareOne() {
        assertThat(parse("private=\"x, y\"").has("private")).isTrue();
        assertThat(parse("no-cache=\"x\"").has("no-cache")).isTrue();
    }

    @Test
    void ofTwoTheFirstCounts() {
        assertThat(parse("max-age=10, max-age=60").seconds("max-age")).hasValue(10);
    }

    @Test
    void whatIsNoNumberIsZeroAndTooMuchIsForever() {
        for (String broken :
                List.of("max-age=", "max-age", "max-age=-1", "max-age=1.5", "max-age=abc", "max-age=1 s")) {
            assertThat(parse(broken).seconds("max-age")).as(broken).hasValue(0);
        }
        assertThat(parse("max-age=\"60\"").seconds("max-age")).hasValue(60);
        assertThat(parse("max-age=99999999999999999999").seconds("max-age")).hasValue(Directives.FOREVER);
        assertThat(parse("public").seconds("max-age")).isEqualTo(OptionalLong.empty());
    }
}
