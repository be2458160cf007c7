package dev.penstock.plugins.auth.hmac;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.engine.host.LocalStore;
import dev.penstock.sdk.Scheduler;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ReplaysTest {
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
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

    private Replays gateway(String step) {
        return new Replays(store, () -> now, "hooks", step, Duration.ofMinutes(10));
    }

    @Test
    void gatewaysThatShareAStoreTakeASignatureOnceTogether() {
        Replays one = gateway("hooks/once/hmac");
        Replays other = gateway("hooks/once/hmac");
        assertThat(one.first("content").result()).isTrue();
        assertThat(other.first("content").result()).isFalse();
        assertThat(other.first("another").result()).isTrue();
        assertThat(gateway("hooks/else/hmac").first("content").result()).isTrue();
    }

    @Test
    void whatTheStoreKeepsTooLongIsOverAllTheSame() {
        Replays replays = gateway("hooks/once/hmac");
        assertThat(replays.first("content").result()).isTrue();
        now = now.plus(Duration.ofMinutes(10));
        assertThat(replays.first("content").result()).isFalse();
        now = now.plusMillis(1);
        assertThat(replays.first("content").result()).isTrue();
        assertThat(replays.first("content").result()).isFalse();
    }
}
