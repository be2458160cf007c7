package dev.penstock.plugins.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PausesTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final Pauses pauses = new Pauses(Duration.ofSeconds(2));

    @Test
    void aPauseHoldsForItsLengthOrUntilItIsEnded() {
        pauses.begin("a", NOW);
        pauses.begin("b", NOW);
        pauses.end("b");

        assertThat(pauses.isOn("a", NOW.plusMillis(1999))).isTrue();
        assertThat(pauses.isOn("a", NOW.plusSeconds(2))).isFalse();
        assertThat(pauses.isOn("b", NOW)).isFalse();
    }

    @Test
    void longIdsAreRememberedInFewerNumbers() {
        IntStream.range(0, 10_000).forEach(i -> pauses.begin(i + "x".repeat(8192), NOW));

        long kept = IntStream.range(0, 10_000)
                .filter(i -> pauses.isOn(i + "x".repeat(8192), NOW))
                .count();
        assertThat(kept * 2 * 8192).isPositive().isLessThanOrEqualTo(4L << 20);
    }
}
