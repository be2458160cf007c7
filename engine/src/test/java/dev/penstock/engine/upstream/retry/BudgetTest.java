package dev.penstock.engine.upstream.retry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BudgetTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));

    @ParameterizedTest
    @CsvSource({"0, 20, 3", "10, 20, 3", "100, 20, 20", "1000, 20, 200", "1000, 0, 3", "100, 100, 100"})
    void aShareOfTheRequestsAndAFewAlways(int requests, int percent, int retries) {
        Budget budget = new Budget(now::get, percent);
        requests(budget, requests);
        assertThat(retries(budget)).isEqualTo(retries);
    }

    /** Requests that are that old, and retries as old, then how many more there may be. */
    @ParameterizedTest
    @CsvSource({"1, 3", "9, 3", "10, 20", "3600, 20"})
    void whatIsOlderThanTenSecondsIsForgotten(int seconds, int retries) {
        Budget budget = new Budget(now::get, 20);
        requests(budget, 100);
        assertThat(retries(budget)).isEqualTo(20);
        now.set(now.get().plusSeconds(seconds));
        if (seconds >= 10) {
            requests(budget, 100);
        }
        assertThat(retries(budget)).isEqualTo(retries);
    }

    private static void requests(Budget budget, int number) {
        for (int i = 0; i < number; i++) {
            budget.request();
        }
    }

    private static int retries(Budget budget) {
        int retries = 0;
        while (retries < 10_000 && budget.retry()) {
            retries++;
        }
        return retries;
    }
}
