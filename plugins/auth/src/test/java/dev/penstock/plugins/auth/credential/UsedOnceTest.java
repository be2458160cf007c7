package dev.penstock.plugins.auth.credential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.engine.host.LocalStore;
import dev.penstock.sdk.Scheduler;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class UsedOnceTest {
    private static final Duration KEPT = Duration.ofMinutes(10);

    private volatile Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private final LocalStore store = new LocalStore(() -> now, new Scheduler() {
        @Override
        public Timer after(Duration delay, Runnable action) {
            return () -> {};
        }

        @Override
        public Timer every(Duration interval, Supplier<Future<?>> action) {
            return () -> {};
        }
    });

    private UsedOnce gateway(String api) {
        return new UsedOnce(store, () -> now, api, "kind");
    }

    private boolean isFirst(UsedOnce gateway, String hash, Duration good) {
        return gateway.isFirst(hash, now.plus(good).toEpochMilli(), KEPT).result();
    }

    @Test
    void gatewaysThatShareAStoreTakeItOnceTogether() {
        UsedOnce one = gateway("a");
        UsedOnce other = gateway("a");
        assertThat(isFirst(one, "x", KEPT)).isTrue();
        assertThat(isFirst(other, "x", KEPT)).isFalse();
        assertThat(isFirst(other, "y", KEPT)).isTrue();
        assertThat(isFirst(gateway("b"), "x", KEPT)).isTrue();
    }

    @Test
    void whatTheStoreKeepsTooLongIsOverAllTheSame() {
        UsedOnce gateway = gateway("a");
        assertThat(isFirst(gateway, "x", Duration.ofMinutes(1))).isTrue();
        now = now.plus(Duration.ofMinutes(1));
        assertThat(isFirst(gateway, "x", Duration.ofMinutes(1))).isFalse();
        now = now.plusMillis(1);
        assertThat(isFirst(gateway, "x", Duration.ofMinutes(1))).isTrue();
        assertThat(isFirst(gateway, "x", Duration.ofMinutes(1))).isFalse();
    }

    @Test
    void ofManyAtOnceOneIsFirst() {
        List<CompletableFuture<Boolean>> answers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            answers.add(CompletableFuture.supplyAsync(() -> isFirst(gateway("a"), "x", KEPT)));
        }
        assertThat(answers.stream().map(CompletableFuture::join).filter(first -> first))
                .hasSize(1);
    }
}
