package dev.penstock.plugins.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpDateTest {
    private static final Instant MOMENT = Instant.parse("1994-11-06T08:49:37Z");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sun, 06 Nov 1994 08:49:37 GMT",
                "Sunday, 06-Nov-94 08:49:37 GMT",
                "Sun Nov  6 08:49:37 1994",
                "  Sun, 06 Nov 1994 08:49:37 GMT ",
                "MON, 06 NOV 1994 08:49:37 gmt"
            })
    void allThreeFormsAreRead(String text) {
        assertThat(HttpDate.parse(text)).contains(MOMENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "-1",
                "yesterday",
                "Sun, 06 Nov 1994 08:49:37",
                "Sun, 06 Nov 1994 08:49:37 CET",
                "Foo, 06 Nov 1994 08:49:37 GMT",
                "Sun, 06 Nov 1994 25:49:37 GMT"
            })
    void whatIsNoDateIsNone(String text) {
        assertThat(HttpDate.parse(text)).isEmpty();
    }

    @Test
    void noneIsNone() {
        assertThat(HttpDate.parse(null)).isEmpty();
    }

    @Test
    void thePreferredFormIsWritten() {
        assertThat(HttpDate.format(MOMENT.plusMillis(999))).isEqualTo("Sun, 06 Nov 1994 08:49:37 GMT");
    }
}
