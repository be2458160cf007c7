package dev.penstock.engine.plugin;

import dev.penstock.sdk.Host;
import dev.penstock.sdk.Scheduler;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The timers of a jar: those that recur end with it.
 *
 * @param endings what ends with the jar
 */
record JarScheduler(Host gateway, Set<Runnable> endings) implements Scheduler {
    @Override
    public Timer after(Duration delay, Runnable action) {
        return gateway.scheduler().after(delay, action);
    }

    @Override
    public long ticks() {
        return gateway.scheduler().ticks();
    }

    @Override
    public Timer every(Duration interval, Supplier<Future<?>> action) {
        Timer timer = gateway.scheduler().every(interval, action);
        Runnable ending = timer::cancel;
        endings.add(ending);
        return () -> {
            endings.remove(ending);
            timer.cancel();
        };
    }
}
