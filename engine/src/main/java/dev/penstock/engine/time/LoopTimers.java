package dev.penstock.engine.time;

import dev.penstock.sdk.Scheduler.Timer;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * The timers of one event loop, for that loop alone.
 *
 * <p>Nearly all timers are time-outs that are cancelled soon, and their lengths are few: those of the files. So there is a
 * queue for each length, in which timers are due in the order of their making, and one real timer for each queue's
 * head. Setting and cancelling cost an object and no more; a cancelled timer lets go of its action at once, on any
 * thread.
 */
final class LoopTimers {
    private static final System.Logger LOG = System.getLogger(LoopTimers.class.getName());

    /** More lengths than this are set one by one: they come from arithmetic, not from files. */
    private static final int MOST_LENGTHS = 64;

    private final Vertx vertx;
    private final Map<Long, Queue> queues = new HashMap<>();

    LoopTimers(Vertx vertx) {
        this.vertx = vertx;
    }

    Timer after(long millis, Runnable action) {
        Queue queue = queues.get(millis);
        if (queue == null) {
            if (queues.size() >= MOST_LENGTHS) {
                long id = vertx.setTimer(millis, fired -> action.run());
                return () -> vertx.cancelTimer(id);
            }
            queue = new Queue(millis);
            queues.put(millis, queue);
        }
        return queue.add(action);
    }

    /** Timers of one length. */
    private final class Queue {
        private final long millis;
        private final Thread loop = Thread.currentThread();
        private final Deque<Entry> entries = new ArrayDeque<>();
        private boolean armed;

        Queue(long millis) {
            this.millis = millis;
        }

        Entry add(Runnable action) {
            Entry entry = new Entry(this, Ticks.now() + millis * 1_000_000, action);
            entries.add(entry);
            if (!armed) {
                arm(millis);
            }
            return entry;
        }

        private void arm(long delay) {
            armed = true;
            vertx.setTimer(Math.max(1, delay), fired -> fire());
        }

        /** Stays armed while it runs, so that an action that sets a timer of this length adds no second wake-up. */
        private void fire() {
            long now = Ticks.now();
            for (Entry head = entries.peek(); head != null; head = entries.peek()) {
                long left = head.due - now;
                if (head.action != null && left > 0) {
                    arm((left + 999_999) / 1_000_000);
                    return;
                }
                entries.poll();
                head.run();
            }
            armed = false;
        }

        /** Drops the cancelled ones at the head, so that the queue is as long as what is still under way. */
        void tidy() {
            if (Thread.currentThread() != loop) {
                return;
            }
            for (Entry head = entries.peek(); head != null && head.action == null; head = entries.peek()) {
                entries.poll();
            }
        }
    }

    /** A timer; without action when it has run or was cancelled. */
    private static final class Entry implements Timer {
        private final Queue queue;
        private final long due;
        private volatile Runnable action;

        Entry(Queue queue, long due, Runnable action) {
            this.queue = queue;
            this.due = due;
            this.action = action;
        }

        void run() {
            Runnable now = action;
            action = null;
            if (now == null) {
                return;
            }
            try {
                now.run();
            } catch (Throwable failure) {
                LOG.log(System.Logger.Level.ERROR, "a timer failed", failure);
            }
        }

        @Override
        public void cancel() {
            action = null;
            queue.tidy();
        }
    }
}
