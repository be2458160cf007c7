package dev.penstock.plugins.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LeaseTest {
    private static final long MOST = 10;

    private final Limits limits = new Limits(List.of(new Limit("hour", Rate.parse("1000/1h"))), 1);
    private final Plan plan = limits.at(0);
    private final Lease lease = new Lease();

    private static TakeScript.Answer answer(Plan plan, long left, long leased) {
        return TakeScript.answer(
                new TakeScript.Question(plan, 1, 1, 0, leased, 0),
                List.of("1", String.valueOf(leased), String.valueOf(left), "0"));
    }

    /** Asks, and is given all that it asks for. */
    private long asked(long now) {
        Lease.Terms terms = lease.ask(plan, MOST, now).orElseThrow();
        lease.given(answer(plan, 500, terms.want()), now);
        return terms.want();
    }

    private void spend(long now) {
        while (lease.take(plan, 1, now).isPresent()) {
            assertThat(now).isNotNegative();
        }
    }

    @Test
    void itGrowsWhileItIsUsedUpAndShrinksToWhatIsUsed() {
        assertThat(asked(0)).isZero();
        assertThat(asked(1)).isEqualTo(1);
        spend(1);
        assertThat(asked(2)).isEqualTo(3);
        spend(2);
        assertThat(asked(3)).isEqualTo(7);
        spend(3);
        assertThat(asked(4)).isEqualTo(MOST);
        assertThat(lease.take(plan, 2, 4)).isPresent();
        assertThat(asked(4 + Lease.AGE)).isEqualTo(2);
    }

    @Test
    void whatIsTakenIsNotThereAnyMore() {
        lease.ask(plan, MOST, 0);
        lease.given(answer(plan, 500, 5), 0);
        assertThat(lease.take(plan, 3, 0).map(Standing::limits)).contains("\"hour\";r=502;t=1793");
        assertThat(lease.take(plan, 3, 0)).isEmpty();
        assertThat(lease.take(plan, 2, 0)).isPresent();
        assertThat(lease.take(plan, 1, 0)).isEmpty();
    }

    @Test
    void oneQuestionAtATimeAsksForOne() {
        asked(0);
        asked(1);
        assertThat(lease.ask(plan, MOST, 1)).map(Lease.Terms::asksForLease).contains(true);
        assertThat(lease.ask(plan, MOST, 1)).contains(Lease.Terms.NONE);
        assertThat(lease.take(plan, 1, 1)).as("it went back with the question").isEmpty();
        lease.failed();
        assertThat(lease.ask(plan, MOST, 1)).map(Lease.Terms::want).contains(0L);
    }

    @Test
    void whatIsUnspentGoesBackOnceAndThenItCloses() {
        lease.ask(plan, MOST, 0);
        lease.given(answer(plan, 500, 5), 0);
        lease.take(plan, 1, 0);
        assertThat(lease.unspent(false, Lease.AGE - 1)).isEmpty();
        assertThat(lease.closeIfIdle(Lease.AGE)).as("it holds something").isFalse();
        assertThat(lease.take(plan, 1, Lease.AGE)).as("too old").isEmpty();
        assertThat(lease.unspent(false, Lease.AGE))
                .map(TakeScript.Question::back)
                .contains(4L);
        assertThat(lease.unspent(true, Lease.AGE)).isEmpty();
        assertThat(lease.closeIfIdle(Lease.AGE)).isTrue();
        assertThat(lease.ask(plan, MOST, Lease.AGE)).isEmpty();
    }

    @Test
    void aClockThatLeapsEitherWayEndsIt() {
        lease.ask(plan, MOST, 5_000);
        lease.given(answer(plan, 500, 5), 5_000);
        assertThat(lease.take(plan, 1, 4_999)).isEmpty();
        assertThat(lease.take(plan, 1, 90_000_000)).isEmpty();
        assertThat(lease.take(plan, 1, 5_000)).isPresent();
    }

    @Test
    void whatIsOfAnotherWindowOrLimitIsNeitherUsedNorGivenBack() {
        Limits daily = new Limits(List.of(new Limit("daily", Rate.parse("1000/day"))), 1);
        long midnight = 86_400_000;
        Plan before = daily.at(midnight - 1);
        lease.ask(before, MOST, midnight - 1);
        lease.given(answer(before, 500, 5), midnight - 1);
        Plan after = daily.at(midnight);
        assertThat(lease.take(after, 1, midnight)).isEmpty();
        assertThat(lease.unspent(true, midnight)).isEmpty();

        lease.given(answer(before, 500, 5), midnight - 1);
        assertThat(lease.ask(after, MOST, midnight)).map(Lease.Terms::back).contains(0L);
        assertThat(Optional.of(plan).map(Plan::lease)).contains(10L);
        assertThat(new Limits(List.of(new Limit("small", Rate.parse("99/1h"))), 1)
                        .at(0)
                        .lease())
                .isZero();
    }
}
