package dev.penstock.plugins.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FreshnessTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final Freshness PLAIN = freshness(null, null, Map.of());

    private static Freshness freshness(String ttl, String override, Map<Integer, Duration> negative) {
        return new Freshness(
                Optional.ofNullable(ttl).map(Duration::parse),
                Optional.ofNullable(override).map(Duration::parse),
                negative,
                Duration.ZERO,
                Duration.ZERO);
    }

    private static MultiMap headers(String... namesAndValues) {
        MultiMap headers = HttpHeaders.headers();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return headers;
    }

    private static Optional<Timing> timing(Freshness rules, int status, String... namesAndValues) {
        return rules.timing(Head.of(status, headers(namesAndValues), NOW, NOW), true);
    }

    private static long ttl(Freshness rules, String... namesAndValues) {
        return timing(rules, 200, namesAndValues).orElseThrow().ttl(NOW);
    }

    @Test
    void sMaxageGoesBeforeMaxAgeBeforeExpires() {
        String expires = HttpDate.format(NOW.plusSeconds(30));
        assertThat(ttl(PLAIN, "cache-control", "max-age=10, s-maxage=20", "expires", expires))
                .isEqualTo(20);
        assertThat(ttl(PLAIN, "cache-control", "max-age=10", "expires", expires))
                .isEqualTo(10);
        assertThat(ttl(PLAIN, "expires", expires)).isEqualTo(30);
    }

    @Test
    void aCopyOfOnesOwnIgnoresSMaxage() {
        Head head = Head.of(200, headers("cache-control", "s-maxage=20, max-age=10"), NOW, NOW);
        assertThat(PLAIN.timing(head, false).orElseThrow().ttl(NOW)).isEqualTo(10);
    }

    @Test
    void expiresCountsFromDate() {
        String date = HttpDate.format(NOW.plusSeconds(100));
        assertThat(ttl(PLAIN, "date", date, "expires", HttpDate.format(NOW.plusSeconds(130))))
                .isEqualTo(30);
    }

    @Test
    void aPastOrBrokenExpiresIsStaleWhateverTtlSays() {
        Freshness rules = freshness("PT30S", null, Map.of());
        for (String expires : List.of("0", "-1", "Thu, 01 Jan 2015 00:00:00 GMT")) {
            assertThat(timing(rules, 200, "expires", expires).orElseThrow().isFresh(NOW))
                    .as(expires)
                    .isFalse();
        }
        assertThat(timing(rules, 200, "cache-control", "max-age=0")
                        .orElseThrow()
                        .isFresh(NOW))
                .isFalse();
    }

    @Test
    void ttlCountsWhereNothingIsStatedAndForItsStatusesAlone() {
        Freshness rules = freshness("PT30S", null, Map.of());
        for (int status : List.of(200, 203, 204, 300, 301, 308, 404, 410)) {
            assertThat(timing(rules, status)).as("%d", status).isPresent();
        }
        for (int status : List.of(201, 206, 302, 304, 307, 400, 401, 403, 429, 500, 502, 503)) {
            assertThat(timing(rules, status)).as("%d", status).isEmpty();
        }
        assertThat(ttl(rules)).isEqualTo(30);
        assertThat(ttl(rules, "cache-control", "max-age=10")).isEqualTo(10);
        assertThat(timing(PLAIN, 200)).as("nothing says so").isEmpty();
    }

    @Test
    void overrideTtlGoesBeforeAll() {
        Freshness rules = freshness("PT5S", "PT30S", Map.of());
        assertThat(ttl(rules, "cache-control", "max-age=0")).isEqualTo(30);
        assertThat(ttl(rules, "cache-control", "s-maxage=600", "age", "100")).isEqualTo(30);
        assertThat(timing(rules, 500)).isEmpty();
    }

    @Test
    void negativeGoesBeforeTtlAndNeedsNone() {
        Freshness rules = freshness(null, null, Map.of(404, Duration.ofSeconds(5), 503, Duration.ofSeconds(1)));
        assertThat(timing(rules, 404).orElseThrow().ttl(NOW)).isEqualTo(5);
        assertThat(timing(rules, 503).orElseThrow().ttl(NOW)).isEqualTo(1);
        assertThat(timing(rules, 200)).isEmpty();
        assertThat(timing(rules, 404, "cache-control", "max-age=60")
                        .orElseThrow()
                        .ttl(NOW))
                .isEqualTo(60);
    }

    @Test
    void ageIsWhatItSaysAndWhatItTookAndGrows() {
        Instant asked = NOW.minusSeconds(3);
        Timing timing = PLAIN.timing(
                        Head.of(200, headers("cache-control", "max-age=60", "age", "10"), asked, NOW), true)
                .orElseThrow();
        assertThat(timing.age(NOW)).isEqualTo(13);
        assertThat(timing.ttl(NOW)).isEqualTo(47);
        Instant later = NOW.plusSeconds(46);
        assertThat(timing.age(later)).isEqualTo(59);
        assertThat(timing.isFresh(later)).isTrue();
        assertThat(timing.isFresh(NOW.plusSeconds(47))).isFalse();
        assertThat(timing.ttl(NOW.plusSeconds(50))).isEqualTo(-3);
    }

    @Test
    void anOldDateMakesItOld() {
        Timing timing = timing(PLAIN, 200, "cache-control", "max-age=60", "date", HttpDate.format(NOW.minusSeconds(30)))
                .orElseThrow();
        assertThat(timing.age(NOW)).as("less the second to which Date is cut").isEqualTo(29);
    }

    @Test
    void aDateInTheFutureAndABrokenAgeAreNoAge() {
        assertThat(ttl(PLAIN, "cache-control", "max-age=60", "date", HttpDate.format(NOW.plusSeconds(500))))
                .isEqualTo(60);
        assertThat(ttl(PLAIN, "cache-control", "max-age=60", "age", "-7")).isEqualTo(60);
    }

    @Test
    void theAnswersStaleRulesGoBeforeTheStepsAndMustRevalidateForbidsAll() {
        Freshness rules = new Freshness(
                Optional.empty(), Optional.empty(), Map.of(), Duration.ofSeconds(30), Duration.ofSeconds(40));
        Timing byStep = timing(rules, 200, "cache-control", "max-age=1").orElseThrow();
        assertThat(byStep.whileRevalidate()).hasSeconds(30);
        assertThat(byStep.ifError()).hasSeconds(40);
        Timing byAnswer = timing(rules, 200, "cache-control", "max-age=1, stale-while-revalidate=2, stale-if-error=0")
                .orElseThrow();
        assertThat(byAnswer.whileRevalidate()).hasSeconds(2);
        assertThat(byAnswer.ifError()).isZero();
        assertThat(byAnswer.mayServeWhileRevalidating(NOW.plusMillis(2999))).isTrue();
        assertThat(byAnswer.mayServeWhileRevalidating(NOW.plusSeconds(3))).isFalse();
        for (String must : List.of("must-revalidate", "proxy-revalidate")) {
            Timing strict = timing(rules, 200, "cache-control", "max-age=1, stale-if-error=9, " + must)
                    .orElseThrow();
            assertThat(strict.whileRevalidate()).as(must).isZero();
            assertThat(strict.ifError()).as(must).isZero();
            assertThat(strict.strict()).as(must).isTrue();
        }
    }
}
