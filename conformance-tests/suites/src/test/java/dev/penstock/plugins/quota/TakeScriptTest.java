package dev.penstock.plugins.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.suites.redis.RedisProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script against what a gateway counts by itself: to a client the two are the same. */
class TakeScriptTest {
    private static final RedisProcess REDIS = RedisProcess.start();
    private final TakeScript script = new TakeScript();

    @AfterAll
    static void stop() {
        REDIS.close();
    }

    @BeforeEach
    void flush() {
        REDIS.say("FLUSHALL");
    }

    private static Limits limits(String... namesAndRates) {
        List<Limit> limits = new ArrayList<>();
        for (int i = 0; i < namesAndRates.length; i += 2) {
            limits.add(new Limit(namesAndRates[i], Rate.parse(namesAndRates[i + 1])));
        }
        return new Limits(limits, 1);
    }

    private TakeScript.Answer ask(TakeScript.Question question) {
        List<String> words = new ArrayList<>(List.of("EVAL", script.script().lua(), "1", "k"));
        words.addAll(TakeScript.arguments(question));
        Object answer = REDIS.say(words.toArray(String[]::new));
        assertThat(answer).as("an answer of the script").isInstanceOf(List.class);
        return TakeScript.answer(
                question, ((List<?>) answer).stream().map(String::valueOf).toList());
    }

    private Standing take(Limits limits, long need, long cost, long now) {
        return ask(new TakeScript.Question(limits.at(now), need, cost, 0, 0, now))
                .standing();
    }

    private static long at(String instant) {
        return Instant.parse(instant).toEpochMilli();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a 3/6s",
                "a 7/1s b 10/1h",
                "a 20/1s b 1000/1d",
                "a 5/day",
                "a 40/month b 7/day c 3/333ms",
                "a 999/61m b 50/day",
                "a 1/1h"
            })
    void theScriptCountsAsAGatewayByItself(String rates) {
        Limits limits = limits(rates.split(" "));
        for (int seed = 0; seed < 6; seed++) {
            Random random = new Random(seed);
            long now = at("2027-12-30T22:00:00Z") + random.nextInt(100_000_000);
            REDIS.say("FLUSHALL");
            Account account = new Account(limits, now);
            for (int step = 0; step < 150; step++) {
                now += gone(random);
                long cost = random.nextInt(8) == 0 ? random.nextInt(12) : 1;
                boolean metered = random.nextInt(6) == 0;
                long need = metered ? Long.MIN_VALUE : cost;
                Standing own = account.take(limits, need, cost, now).orElseThrow();
                Standing shared = take(limits, need, cost, now);
                String said = "seed " + seed + " step " + step + " at " + Instant.ofEpochMilli(now);
                assertThat(shared.taken()).as(said).isEqualTo(own.taken());
                assertThat(shared.limits()).as(said).isEqualTo(own.limits());
                assertThat(shared.secondsUntil(cost)).as(said).isEqualTo(own.secondsUntil(cost));
            }
        }
    }

    /** Mostly a moment, at times nothing or days. */
    private static long gone(Random random) {
        return switch (random.nextInt(12)) {
            case 0 -> 0;
            case 1 -> random.nextInt(90_000_000);
            case 2, 3 -> random.nextInt(4_000_000);
            default -> random.nextInt(1_500);
        };
    }

    @Test
    void aClockBehindOpensNoWindowTwiceAndGivesNothingBack() {
        Limits limits = limits("daily", "2/day", "burst", "10/10s");
        long midnight = at("2028-03-01T00:00:00Z");
        assertThat(take(limits, 1, 1, midnight - 5).limits()).startsWith("\"daily\";r=1;");
        assertThat(take(limits, 1, 1, midnight + 5).limits()).startsWith("\"daily\";r=1;");
        assertThat(take(limits, 1, 1, midnight - 5).limits()).startsWith("\"daily\";r=0;");
        assertThat(take(limits, 1, 1, midnight - 5).taken()).isFalse();
        assertThat(take(limits, 1, 1, midnight + 6).without(1)).containsExactly("daily");
    }

    @Test
    void aMonthIsAsLongAsItIs() {
        Limits limits = limits("monthly", "1/month");
        for (String[] month : new String[][] {
            {"2028-02-29T23:59:59.999Z", "2028-03-01T00:00:00Z"},
            {"2027-02-28T23:59:59.999Z", "2027-03-01T00:00:00Z"},
            {"2027-12-31T23:59:59.999Z", "2028-01-01T00:00:00Z"},
            {"2027-04-30T23:59:59.999Z", "2027-05-01T00:00:00Z"}
        }) {
            REDIS.say("FLUSHALL");
            assertThat(take(limits, 1, 1, at(month[0])).taken()).isTrue();
            Standing refused = take(limits, 1, 1, at(month[0]));
            assertThat(refused.taken()).isFalse();
            assertThat(refused.secondsUntil(1)).isEqualTo(1);
            assertThat(take(limits, 1, 1, at(month[1])).taken()).as(month[1]).isTrue();
            assertThat(take(limits, 1, 1, at(month[1])).taken()).as(month[1]).isFalse();
        }
    }

    @Test
    void whatIsLeasedIsTakenAtOnceAndNeverTheLast() {
        Limits limits = limits("hour", "1000/1h");
        Plan plan = limits.at(0);
        assertThat(plan.lease()).isEqualTo(10);
        TakeScript.Answer first = ask(new TakeScript.Question(plan, 1, 1, 0, 10, 0));
        assertThat(first.leased()).isEqualTo(10);
        assertThat(first.standing().limits()).startsWith("\"hour\";r=989;");
        assertThat(ask(new TakeScript.Question(plan, 1, 949, 0, 10, 0)).leased())
                .isEqualTo(4);
        assertThat(ask(new TakeScript.Question(plan, 1, 28, 0, 10, 0)).leased()).isZero();
        TakeScript.Answer refused = ask(new TakeScript.Question(plan, 100, 100, 0, 10, 0));
        assertThat(refused.standing().taken()).isFalse();
        assertThat(refused.leased()).isZero();
        assertThat(refused.standing().limits()).startsWith("\"hour\";r=8;");
    }

    @Test
    void whatComesBackFillsNothingBeyondItsSizeAndNoOtherWindow() {
        Limits limits = limits("hour", "1000/1h", "daily", "500/day");
        long evening = at("2028-02-29T23:59:59Z");
        ask(new TakeScript.Question(limits.at(evening), 1, 20, 0, 0, evening));
        Standing back = ask(new TakeScript.Question(limits.at(evening), Long.MIN_VALUE, 0, 5, 0, evening))
                .standing();
        assertThat(back.limits()).matches("\"hour\";r=985;t=54, \"daily\";r=485;t=1");
        assertThat(ask(new TakeScript.Question(limits.at(evening), Long.MIN_VALUE, 0, 900, 0, evening))
                        .standing()
                        .limits())
                .startsWith("\"hour\";r=1000;t=0, \"daily\";r=500;");
        long morning = evening + 2_000;
        ask(new TakeScript.Question(limits.at(morning), 1, 20, 0, 0, morning));
        assertThat(ask(new TakeScript.Question(limits.at(evening), Long.MIN_VALUE, 0, 5, 0, evening))
                        .standing()
                        .limits())
                .contains("\"daily\";r=480;");
    }

    @Test
    void aKeyStaysUntilItIsFullAgainAndNoLonger() {
        take(limits("hour", "60/1h"), 1, 2, 0);
        assertThat((Long) REDIS.say("PTTL", "k")).isBetween(175_000L, 180_000L);
        take(limits("daily", "60/day"), 1, 2, Duration.ofHours(23).toMillis());
        assertThat((Long) REDIS.say("PTTL", "k")).isBetween(3_655_000L, 3_660_000L);
        REDIS.say("FLUSHALL");
        take(limits("metered", "60/1h"), Long.MIN_VALUE, Cost.MOST, 0);
        assertThat((Long) REDIS.say("PTTL", "k")).isPositive();
        take(limits("refused", "60/1h"), 61, 61, 0);
        assertThat((Long) REDIS.say("HLEN", "k")).isEqualTo(1);
    }

    @Test
    void largeNumbersAreKeptToTheDigit() {
        Limits limits = limits("large", "999999999999/3660d");
        assertThat(take(limits, 5, 5, 0).limits()).startsWith("\"large\";r=999999999994;");
        assertThat(take(limits, 1, 1, 1).limits()).startsWith("\"large\";r=999999999996;");
    }
}
