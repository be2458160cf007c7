package dev.penstock.plugins.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AskedTest {
    private static final Instant THEN = Instant.parse("2026-01-01T12:00:00Z");

    /** Fresh for ten seconds. */
    private static Timing timing(boolean strict) {
        return new Timing(
                THEN, Duration.ZERO, THEN.plusSeconds(10), Duration.ofSeconds(5), Duration.ofSeconds(5), strict);
    }

    private static Asked asked(String cacheControl) {
        return Asked.of(HttpHeaders.headers().set("cache-control", cacheControl));
    }

    private static boolean accepts(String cacheControl, int after) {
        return asked(cacheControl).accepts(timing(false), THEN.plusSeconds(after));
    }

    @Test
    void whoAsksNothingTakesWhatIsFresh() {
        Asked asked = Asked.of(HttpHeaders.headers());
        assertThat(asked.accepts(timing(false), THEN.plusSeconds(9))).isTrue();
        assertThat(asked.accepts(timing(false), THEN.plusSeconds(10))).isFalse();
        assertThat(asked.acceptsStale(timing(false), THEN.plusSeconds(12))).isTrue();
    }

    @Test
    void noCacheMaxAgeZeroAndPragmaTakeNothing() {
        assertThat(accepts("no-cache", 0)).isFalse();
        assertThat(accepts("max-age=0", 0)).isFalse();
        assertThat(asked("no-cache").acceptsStale(timing(false), THEN)).isFalse();
        assertThat(Asked.of(HttpHeaders.headers().set("pragma", "no-cache")).noCache())
                .isTrue();
        assertThat(Asked.of(HttpHeaders.headers().set("pragma", "no-cache").set("cache-control", "x"))
                        .noCache())
                .isFalse();
    }

    @Test
    void maxAgeAndMinFreshNarrow() {
        assertThat(accepts("max-age=5", 5)).isTrue();
        assertThat(accepts("max-age=5", 6)).isFalse();
        assertThat(accepts("min-fresh=5", 4)).isTrue();
        assertThat(accepts("min-fresh=5", 5)).isFalse();
        assertThat(asked("max-age=11").acceptsStale(timing(false), THEN.plusSeconds(12)))
                .isFalse();
        assertThat(asked("min-fresh=1").acceptsStale(timing(false), THEN.plusSeconds(12)))
                .isFalse();
    }

    @Test
    void maxStaleWidensUnlessTheAnswerForbidsIt() {
        assertThat(accepts("max-stale=3", 13)).isTrue();
        assertThat(accepts("max-stale=3", 14)).isFalse();
        assertThat(accepts("max-stale", 10_000)).isTrue();
        assertThat(asked("max-stale").accepts(timing(true), THEN.plusSeconds(11)))
                .isFalse();
    }

    @Test
    void theOthersAreSeen() {
        assertThat(asked("no-store").noStore()).isTrue();
        assertThat(asked("only-if-cached").onlyIfCached()).isTrue();
    }
}
