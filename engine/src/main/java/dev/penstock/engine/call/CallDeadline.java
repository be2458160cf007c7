package dev.penstock.engine.call;

import dev.penstock.engine.time.Ticks;
import dev.penstock.sdk.Deadline;
import java.time.Duration;
import java.util.Optional;

/** A deadline by the real time. */
final class CallDeadline implements Deadline {
    private final boolean limited;
    private final long end;

    CallDeadline(Optional<Duration> limit) {
        this.limited = limit.isPresent();
        this.end = limited ? Ticks.now() + limit.get().toNanos() : 0;
    }

    @Override
    public Optional<Duration> left() {
        return limited ? Optional.of(Duration.ofNanos(Math.max(0, end - Ticks.now()))) : Optional.empty();
    }

    @Override
    public boolean passed() {
        return limited && end - Ticks.now() <= 0;
    }
}
