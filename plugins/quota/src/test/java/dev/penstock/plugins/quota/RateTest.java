package dev.penstock.plugins.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateTest {
    @Test
    void aRateIsASizeAndATime() {
        assertThat(Rate.parse("20/1s")).isEqualTo(new Rate(20, new Rate.Rolling(Duration.ofSeconds(1))));
        assertThat(Rate.parse("1/250ms")).isEqualTo(new Rate(1, new Rate.Rolling(Duration.ofMillis(250))));
        assertThat(Rate.parse("100/10m")).isEqualTo(new Rate(100, new Rate.Rolling(Duration.ofMinutes(10))));
        assertThat(Rate.parse("3/1h")).isEqualTo(Rate.parse("3/60m"));
        assertThat(Rate.parse("10000/1d")).isEqualTo(Rate.parse("10000/24h"));
        assertThat(Rate.parse("50000/day")).isEqualTo(new Rate(50_000, Rate.Calendar.DAY));
        assertThat(Rate.parse("50000/month")).isEqualTo(new Rate(50_000, Rate.Calendar.MONTH));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "20",
                "20/soonish",
                "20-1s",
                "20/fortnight",
                "20/s",
                "/1s",
                "20/",
                "-1/1s",
                "0/1s",
                "0/day",
                "1.5/1s",
                "20/1s ",
                "20/0s",
                "20/1 s",
                "20/1w",
                "1/4000d",
                "9999999999/1ms",
                "99999999999999/1s",
                "1/999999999d"
            })
    void whatIsNoRateIsRefusedAndSaysWhatItFound(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rate.parse(text))
                .withMessageContaining("expected")
                .withMessageContaining("'" + text + "'");
    }
}
