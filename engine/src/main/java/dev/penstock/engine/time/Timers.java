package dev.penstock.engine.time;

import dev.penstock.sdk.Scheduler;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Timers on Vert.x: the one place that sets them.
 *
 * <p>A recurring timer wakes in real time and looks at the gateway's clock, so that a clock that a test moves makes it
 * due early: {@link #runOverdue} then runs it at once.
 */
public final class Timers implements Scheduler {
    private static final System.Logger LOG = System.getLogger(Timers.class.getName());

    private final Vertx vertx;
    private final InstantSource clock;
    private final ThreadLocal<LoopTimers> loops;
    private final Set<Recurring> recurring = ConcurrentHashMap.newKeySet();

    public Timers(Vertx vertx, InstantSource clock) {
        this.vertx = vertx;
        this.clock = clock;
        this.loops = ThreadLocal.withInitial(() -> new LoopTimers(vertx));
    }

    @Override
    public Timer after(Duration delay, Runnable action) {
        long millis = Math.max(1, (delay.toNanos() + 999_999) / 1_000_000);
        if (Context.isOnEventLoopThread()) {
            return loops.get().after(millis, action);
        }
        long id = vertx.setTimer(millis, fired -> action.run());
        return () -> vertx.cancelTimer(id);
    }

    @Override
    public Timer every(Duration interval, Supplier<Future<?>> action) {
        Recurring timer = new Recurring(interval, action);
        recurring.add(timer);
        timer.sleep();
        return timer;
    }

    @Override
    public long ticks() {
        return Ticks.now();
    }

    /** Runs every recurring timer that is due by the clock, once. */
    public Future<Void> runOverdue() {
        List<Future<?>> runs = new ArrayList<>();
        for (Recurring timer : recurring) {
            if (timer.isDue()) {
                runs.add(onLoop(timer));
            }
        }
        return Future.join(runs).mapEmpty();
    }

    /** Makes no timer wait longer than its interval, after the clock was set back. */
    public void realign() {
        recurring.forEach(timer -> timer.due = Math.min(timer.due, clock.millis() + timer.interval.toMillis()));
    }

    /** On a loop as when its time comes by itself, not on the thread that moved the clock. */
    private Future<Void> onLoop(Recurring timer) {
        Promise<Void> ended = Promise.promise();
        vertx.runOnContext(loop -> timer.run().onComplete(any -> ended.complete()));
        return ended.future();
    }

    private final class Recurring implements Timer {
        private final Duration interval;
        private final Supplier<Future<?>> action;
        private volatile long due;
        private volatile long sleeping;
        private Future<?> running = Future.succeededFuture();

        Recurring(Duration interval, Supplier<Future<?>> action) {
            this.interval = interval;
            this.action = action;
        }

        boolean isDue() {
            return clock.millis() >= due;
        }

        void sleep() {
            due = clock.millis() + interval.toMillis();
            sleeping = vertx.setTimer(Math.max(1, interval.toMillis()), fired -> run());
        }

        synchronized Future<?> run() {
            if (!running.isComplete() || !recurring.contains(this)) {
                return running;
            }
            vertx.cancelTimer(sleeping);
            running = started().otherwise(failure -> {
                LOG.log(System.Logger.Level.WARNING, "a recurring task failed", failure);
                return null;
            });
            running.onComplete(ended -> {
                if (recurring.contains(this)) {
                    sleep();
                }
            });
            return running;
        }

        private Future<Object> started() {
            try {
                return action.get().map(any -> (Object) any);
            } catch (Throwable failure) {
                return Future.failedFuture(failure);
            }
        }

        @Override
        public void cancel() {
            recurring.remove(this);
            vertx.cancelTimer(sleeping);
        }
    }
}
