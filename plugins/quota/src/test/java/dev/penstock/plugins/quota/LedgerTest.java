package dev.penstock.plugins.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.sdk.testkit.TestHost;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private final TestHost host = new TestHost(Instant.parse("2026-01-31T23:59:00Z"));
    private final Ledger ledger = Ledger.of(host, "shop/limited/0");

    private Limits limits(String... namesAndRates) {
        List<Limit> limits = new ArrayList<>();
        for (int i = 0; i < namesAndRates.length; i += 2) {
            limits.add(new Limit(namesAndRates[i], Rate.parse(namesAndRates[i + 1])));
        }
        return new Limits(limits, ledger.nextVersion());
    }

    private Standing take(Limits limits) {
        return take(limits, "ann", 1);
    }

    private Standing take(Limits limits, String key, long cost) {
        return ledger.take(new Owner(Tiers.DEFAULT, key), limits, cost, cost);
    }

    private int passing(Limits limits, int requests) {
        int passing = 0;
        for (int i = 0; i < requests; i++) {
            passing += take(limits).taken() ? 1 : 0;
        }
        return passing;
    }

    @Test
    void aBucketIsFullAtFirstAndFilledEvenly() {
        Limits limits = limits("burst", "3/6s");
        assertThat(passing(limits, 5)).isEqualTo(3);
        host.advance(Duration.ofMillis(1999));
        assertThat(take(limits).taken()).isFalse();
        host.advance(Duration.ofMillis(1));
        assertThat(passing(limits, 5)).isEqualTo(1);
        host.advance(Duration.ofHours(1));
        assertThat(passing(limits, 5)).isEqualTo(3);
    }

    @Test
    void keysAndTiersAreCountedApart() {
        Limits limits = limits("burst", "1/1h");
        assertThat(take(limits, "ann", 1).taken()).isTrue();
        assertThat(take(limits, "ann", 1).taken()).isFalse();
        assertThat(take(limits, "bob", 1).taken()).isTrue();
        assertThat(ledger.take(new Owner("gold", "ann"), limits, 1, 1).taken()).isTrue();
    }

    @Test
    void aRequestThatOneLimitRefusesTakesFromNone() {
        Limits limits = limits("burst", "5/10s", "daily", "8/1d");
        assertThat(passing(limits, 7)).isEqualTo(5);
        Standing refused = take(limits);
        assertThat(refused.without(1)).containsExactly("burst");
        assertThat(refused.limits()).isEqualTo("\"burst\";r=0;t=10, \"daily\";r=3;t=54000");
        host.advance(Duration.ofSeconds(10));
        assertThat(passing(limits, 7)).isEqualTo(3);
        assertThat(take(limits).without(1)).containsExactly("daily");
    }

    @Test
    void aCostIsTakenWholeOrNotAtAll() {
        Limits limits = limits("units", "12/1h");
        assertThat(take(limits, "ann", 5).taken()).isTrue();
        assertThat(take(limits, "ann", 5).limits()).startsWith("\"units\";r=2;");
        Standing refused = take(limits, "ann", 5);
        assertThat(refused.taken()).isFalse();
        assertThat(refused.limits()).startsWith("\"units\";r=2;");
        assertThat(refused.secondsUntil(5)).isEqualTo(900);
        assertThat(take(limits, "ann", 0).taken()).isTrue();
    }

    @Test
    void whatIsSaidAboutTheWaitIsTrue() {
        Limits limits = limits("slow", "1/1h");
        take(limits);
        host.advance(Duration.ofMinutes(59));
        Standing refused = take(limits);
        assertThat(refused.secondsUntil(1)).isEqualTo(60);
        host.advance(Duration.ofMillis(59_999));
        assertThat(take(limits).secondsUntil(1)).isEqualTo(1);
        host.advance(Duration.ofMillis(1));
        assertThat(take(limits).taken()).isTrue();
    }

    @Test
    void theFieldsAreThoseOfTheDraft() {
        Limits limits = limits("burst", "20/1s", "a \"b\" \\", "100/90s", "monthly", "50000/month");
        Standing standing = take(limits);
        assertThat(standing.plan().policies())
                .isEqualTo("\"burst\";q=20;w=1, \"a \\\"b\\\" \\\\\";q=100;w=90, \"monthly\";q=50000;w=2678400");
        assertThat(standing.limits())
                .isEqualTo("\"burst\";r=19;t=1, \"a \\\"b\\\" \\\\\";r=99;t=1, \"monthly\";r=49999;t=60");
    }

    @Test
    void aDayStartsFullGivesNothingBackAndEndsAtMidnight() {
        host.at(Instant.parse("2026-01-31T00:00:00Z"));
        Limits limits = limits("daily", "2/day");
        assertThat(passing(limits, 3)).isEqualTo(2);
        host.at(Instant.parse("2026-01-31T23:59:59.500Z"));
        Standing refused = take(limits);
        assertThat(refused.taken()).isFalse();
        assertThat(refused.secondsUntil(1)).isEqualTo(1);
        host.at(Instant.parse("2026-02-01T00:00:00Z"));
        assertThat(passing(limits, 3)).isEqualTo(2);
        assertThat(take(limits).limits()).isEqualTo("\"daily\";r=0;t=86400");
    }

    @Test
    void aMonthIsAsLongAsItIs() {
        host.at(Instant.parse("2028-02-10T12:00:00Z"));
        Limits limits = limits("monthly", "2/month", "burst", "3/1s");
        Standing first = take(limits);
        assertThat(first.plan().policies()).isEqualTo("\"monthly\";q=2;w=2505600, \"burst\";q=3;w=1");
        take(limits);
        host.at(Instant.parse("2028-02-29T23:59:59Z"));
        assertThat(take(limits).without(1)).containsExactly("monthly");
        host.at(Instant.parse("2028-03-01T00:00:00Z"));
        Standing march = take(limits);
        assertThat(march.taken()).isTrue();
        assertThat(march.plan().policies()).startsWith("\"monthly\";q=2;w=2678400");
    }

    @Test
    void aNewDayLeavesTheCountOfOtherLimits() {
        host.at(Instant.parse("2026-01-31T23:59:59Z"));
        Limits limits = limits("daily", "2/day", "hour", "3/1h");
        assertThat(passing(limits, 3)).isEqualTo(2);
        host.advance(Duration.ofSeconds(1));
        assertThat(passing(limits, 3)).isEqualTo(1);
        assertThat(take(limits).without(1)).containsExactly("hour");
    }

    @Test
    void aClockThatGoesBackGivesNothing() {
        host.at(Instant.parse("2026-01-31T12:00:00Z"));
        Limits limits = limits("burst", "2/1s");
        assertThat(passing(limits, 3)).isEqualTo(2);
        host.at(Instant.parse("2026-01-31T11:00:00Z"));
        assertThat(take(limits).taken()).isFalse();
    }

    @Test
    void aClockThatGoesBackOverMidnightOpensNoDayTwice() {
        host.at(Instant.parse("2026-02-01T00:00:00Z"));
        Limits limits = limits("daily", "2/day");
        assertThat(passing(limits, 3)).isEqualTo(2);
        host.at(Instant.parse("2026-01-31T23:59:59Z"));
        assertThat(take(limits).taken()).isFalse();
        host.at(Instant.parse("2026-02-01T00:00:01Z"));
        assertThat(take(limits).taken()).isFalse();
    }

    @Test
    void aChangedLimitStartsAnewAndTheOthersKeepTheirCount() {
        Limits before = limits("a", "5/1h", "b", "5/1h");
        assertThat(passing(before, 3)).isEqualTo(3);
        Limits after = limits("b", "5/1h", "a", "4/1h", "c", "9/1h");
        assertThat(take(after).limits()).isEqualTo("\"b\";r=1;t=2880, \"a\";r=3;t=900, \"c\";r=8;t=400");
    }

    @Test
    void anUnchangedRevisionKeepsTheCountToTheFraction() {
        Limits before = limits("slow", "1/1h");
        take(before);
        for (int i = 0; i < 59; i++) {
            host.advance(Duration.ofMinutes(1));
            assertThat(take(limits("slow", "1/1h")).taken()).isFalse();
        }
        host.advance(Duration.ofMinutes(1));
        assertThat(take(limits("slow", "1/1h")).taken()).isTrue();
    }

    @Test
    void aStragglerOfAnOldRevisionDoesNotChangeLimitsBack() {
        Limits old = limits("a", "5/1h");
        Limits young = limits("a", "3/1h");
        assertThat(passing(young, 3)).isEqualTo(3);
        assertThat(take(old).taken()).isFalse();
        assertThat(take(young).taken()).isFalse();
    }

    @Test
    void whatIsFullAgainIsSweptOutAndNothingElse() {
        ledger.retain();
        Limits limits = limits("burst", "10/10s", "daily", "5/day");
        take(limits, "ann", 1);
        host.advance(Duration.ofSeconds(30));
        Limits rolling = limits("burst", "10/10s");
        take(rolling, "bob", 2);
        host.tick();
        assertThat(ledger.size()).isEqualTo(2);
        host.advance(Duration.ofSeconds(2));
        host.tick();
        assertThat(ledger.size()).isEqualTo(1);
        host.advance(Duration.ofDays(1));
        host.tick();
        assertThat(ledger.size()).isZero();
    }

    @Test
    void aSweptAccountTakesNothingUnseen() {
        Limits limits = limits("burst", "1/1h");
        Account account = new Account(limits, 0);
        assertThat(account.closeIfFull(0)).isTrue();
        assertThat(account.take(limits, 1, 1, 0)).isEmpty();
    }

    @Test
    void countsEndWithTheLastRevisionThatUsesThem() {
        ledger.retain();
        ledger.retain();
        Limits limits = limits("burst", "1/1h");
        take(limits);
        ledger.release();
        assertThat(take(limits).taken()).isFalse();
        ledger.release();
        assertThat(host.recurring()).isZero();
        assertThat(ledger.size()).isZero();
    }

    @Test
    void manyThreadsTakeExactlyWhatIsThere() throws Exception {
        Limits limits = limits("hour", "1000/1h", "day", "1500/1d");
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Integer>> results = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                results.add(threads.submit(() -> {
                    int passing = 0;
                    for (int n = 0; n < 500; n++) {
                        passing += take(limits).taken() ? 1 : 0;
                        host.tick();
                    }
                    return passing;
                }));
            }
            int passing = 0;
            for (Future<Integer> result : results) {
                passing += result.get(30, TimeUnit.SECONDS);
            }
            assertThat(passing).isEqualTo(1000);
            assertThat(take(limits).limits()).startsWith("\"hour\";r=0;t=3600, \"day\";r=500;");
        } finally {
            threads.shutdownNow();
        }
    }
}
