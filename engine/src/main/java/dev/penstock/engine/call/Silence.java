package dev.penstock.engine.call;

import dev.penstock.engine.time.Ticks;
import dev.penstock.sdk.Scheduler;
import java.time.Duration;

/**
 * Tells when a side that is expected to speak has been silent for too long. On one loop. Each word costs a look at the
 * clock and no timer: the timer that runs looks how much of the time is left when it fires.
 */
public final class Silence {
    private final Scheduler scheduler;
    private final Duration limit;
    private final Runnable tooLong;
    private Scheduler.Timer timer;
    private long since;
    private boolean expected;

    public Silence(Scheduler scheduler, Duration limit, Runnable tooLong) {
        this.scheduler = scheduler;
        this.limit = limit;
        this.tooLong = tooLong;
    }

    /** From now on somebody is expected to speak, or has just done so. */
    public void heard() {
        since = Ticks.now();
        expected = true;
        if (timer == null) {
            timer = scheduler.after(limit, this::look);
        }
    }

    /** Nobody is expected to speak for now; the timer runs on, for the next time. */
    public void pause() {
        expected = false;
    }

    /** Nobody is expected to speak any more. */
    public void stop() {
        expected = false;
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    private void look() {
        timer = null;
        if (!expected) {
            return;
        }
        long left = limit.toNanos() - (Ticks.now() - since);
        if (left > 0) {
            timer = scheduler.after(Duration.ofNanos(left), this::look);
        } else {
            expected = false;
            tooLong.run();
        }
    }
}
