package dev.penstock.engine.upstream.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** How picks are distributed, over many thousand of them. */
class BalancerTest {
    private static final int PICKS = 60_000;

    private static int[] numbers(String list) {
        return Arrays.stream(list.split(" ")).mapToInt(Integer::parseInt).toArray();
    }

    /** Tolerances are in hundredths of what is expected; those of chance are six standard deviations and more. */
    @ParameterizedTest
    @CsvSource({
        "ROUND_ROBIN,    1 1 1,        0",
        "ROUND_ROBIN,    3 1,          0",
        "ROUND_ROBIN,    5 1 1 3,      0",
        "LEAST_REQUESTS, 1 1 1,        0",
        "LEAST_REQUESTS, 3 1,          0",
        "RANDOM_TWO,     1 1 1 1,      5",
        "RANDOM_TWO,     3 1,          5",
        "RANDOM_TWO,     10 5 1 4,     10",
        "HASH,           1 1 1 1,      30",
        "HASH,           3 1,          30",
        "HASH,           10 5 1 4,     30",
        "HASH,           65535 1 6000, 60"
    })
    void whoIsIdleGetsItsWeight(Balance balance, String weights, int tolerance) {
        int[] shares = numbers(weights);
        Crowd crowd = new Crowd(balance, shares);
        for (int i = 0; i < PICKS; i++) {
            crowd.pick(Hash64.of("user-" + i));
        }
        long total = Arrays.stream(shares).sum();
        for (int i = 0; i < shares.length; i++) {
            double expected = (double) PICKS * shares[i] / total;
            assertThat((double) crowd.picks[i]).isEqualTo(expected, within(1 + expected * tolerance / 100));
        }
    }

    @ParameterizedTest
    @CsvSource({"5 1 1, aabacaa", "3 1, aaba", "1 1 1, abc", "2 2 1, abcab"})
    void weightsAreMixedEvenly(String weights, String round) {
        Crowd crowd = new Crowd(Balance.ROUND_ROBIN, numbers(weights));
        String picked = IntStream.range(0, 3 * round.length())
                .mapToObj(i -> String.valueOf((char) ('a' + crowd.pick(0))))
                .collect(Collectors.joining());

        assertThat(picked).isEqualTo(round.repeat(3));
    }

    @ParameterizedTest
    @EnumSource
    void whoIsClosedGetsNothingAndTheOthersAll(Balance balance) {
        Crowd crowd = new Crowd(balance, 1, 2, 3, 2);
        crowd.open[1] = false;
        crowd.open[2] = false;
        for (int i = 0; i < PICKS; i++) {
            crowd.pick(Hash64.of("user-" + i));
        }

        assertThat(crowd.picks[1] + crowd.picks[2]).isZero();
        assertThat((double) crowd.picks[3] / crowd.picks[0]).isEqualTo(2, within(0.7));
        assertThat(crowd.picks[0] + crowd.picks[3]).isEqualTo(PICKS);
    }

    @ParameterizedTest
    @EnumSource
    void whereAllAreClosedNobodyIsPicked(Balance balance) {
        Crowd crowd = new Crowd(balance, 1, 2);
        Arrays.fill(crowd.open, false);

        assertThat(crowd.pick(7)).isEqualTo(Balancer.NONE);
        crowd.open[1] = true;
        assertThat(crowd.pick(7)).isEqualTo(1);
    }

    @Test
    void aTargetThatComesBackIsNotFlooded() {
        Crowd crowd = new Crowd(Balance.ROUND_ROBIN, 1, 1, 1);
        crowd.open[2] = false;
        IntStream.range(0, 1000).forEach(i -> crowd.pick(0));
        crowd.open[2] = true;
        IntStream.range(0, 9).forEach(i -> crowd.pick(0));

        assertThat(crowd.picks[2]).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"1 1 1, 4 2 9, 1", "1 1 1, 1 0 0, 1", "4 1 1, 7 2 2, 0", "1 2 1, 1 2 0, 2"})
    void leastRequestsGoesByWhatIsUnderWayForItsWeight(String weights, String loads, int expected) {
        Crowd crowd = new Crowd(Balance.LEAST_REQUESTS, numbers(weights));
        System.arraycopy(numbers(loads), 0, crowd.loads, 0, crowd.loads.length);

        assertThat(crowd.pick(0)).isEqualTo(expected);
    }

    @Test
    void theBusierOfTwoIsTakenOnlyWhenItMeetsNoOther() {
        Crowd crowd = new Crowd(Balance.RANDOM_TWO, 1, 1, 1, 1);
        crowd.loads[0] = 10;
        IntStream.range(0, PICKS).forEach(i -> crowd.pick(0));

        assertThat(crowd.picks[0]).isZero();
        assertThat(crowd.picks[1]).isGreaterThan(PICKS / 4);
    }

    /** Least requests and two choices keep a slow target short of work: requests last ten times as long there. */
    @ParameterizedTest
    @CsvSource({"LEAST_REQUESTS, 8", "RANDOM_TWO, 14"})
    void aSlowTargetGetsLittle(Balance balance, int most) {
        Crowd crowd = new Crowd(balance, 1, 1, 1);
        int[] endings = new int[PICKS + 400];
        Arrays.fill(endings, -1);
        for (int now = 0; now < PICKS; now++) {
            if (endings[now] >= 0) {
                crowd.loads[endings[now]]--;
            }
            int picked = crowd.pick(0);
            int end = now + (picked == 0 ? 300 : 30);
            while (endings[end] >= 0) {
                end++;
            }
            endings[end] = picked;
            crowd.loads[picked]++;
        }

        assertThat(crowd.picks[0] * 100.0 / PICKS).isBetween(1.0, (double) most);
    }

    @Test
    void loopsThatPickAtOnceTakeTurnsAllTheSame() throws Exception {
        Balancer balancer = Balance.ROUND_ROBIN.between(Crowd.shares(3, 1));
        Candidates idle = new Crowd(Balance.ROUND_ROBIN, 3, 1);
        AtomicIntegerArray picks = new AtomicIntegerArray(2);
        ExecutorService loops = Executors.newFixedThreadPool(4);
        for (int loop = 0; loop < 4; loop++) {
            loops.execute(() -> IntStream.range(0, PICKS).forEach(i -> picks.incrementAndGet(balancer.pick(idle, 0))));
        }
        loops.shutdown();

        assertThat(loops.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        assertThat(picks.get(0)).isEqualTo(3 * PICKS);
    }
}
