package dev.penstock.engine.compile;

import dev.penstock.sdk.Call;
import dev.penstock.sdk.Outbound;
import dev.penstock.sdk.RetryOn;
import dev.penstock.sdk.Sent;
import dev.penstock.sdk.Upstream;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Stands in where the fault of a missing name was recorded; the file is refused, so it never sends. */
final class NoUpstream implements Upstream {
    @Override
    public String name() {
        return "none";
    }

    @Override
    public Duration timeout() {
        return Duration.ZERO;
    }

    @Override
    public Sent send(Call call, Outbound request) {
        throw new IllegalStateException("a faulty file does not run");
    }

    @Override
    public Upstream withTimeout(Duration timeout) {
        return this;
    }

    @Override
    public Upstream withFallback(List<Upstream> next, Set<RetryOn> on) {
        return this;
    }

    @Override
    public Upstream withHedge(Duration after) {
        return this;
    }
}
