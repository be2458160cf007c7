package dev.penstock.plugins.script;

import java.util.concurrent.atomic.AtomicReference;

/**
 * One uninterrupted stretch of JavaScript: a whole run, or what a run does between two bodies that it waits for.
 *
 * <p>The runner ends it, the watchdog looks on from its own thread. Which of the two comes first is settled by one
 * compare-and-set: a slice that was cancelled knows it, and one that has ended can no longer be cancelled, so that the
 * next run in the same realm is never hit in its stead.
 *
 * <p>CPU time counts from the watchdog's first look on, so that a slice shorter than its period costs no system call;
 * memory counts from the start.
 */
final class Slice {
    private enum State {
        RUNNING,
        ENDED,
        CANCELLED
    }

    private final AtomicReference<State> state = new AtomicReference<>(State.RUNNING);
    private final Runnable cancel;
    private final Budget budget;
    private long cpuBase = -1;
    private volatile long heapBase;
    private volatile long cpu;
    private volatile long heap;

    /**
     * @param budget what it may use
     * @param cancel stops the script; called on the watchdog's thread, may not block
     */
    Slice(Budget budget, Runnable cancel) {
        this.budget = budget;
        this.cancel = cancel;
    }

    /** It begins now, on a thread that has allocated this much so far. */
    void begin(long heapNow) {
        heapBase = heapNow;
    }

    /** Ends it; false when it was cancelled before. */
    boolean end() {
        return state.compareAndSet(State.RUNNING, State.ENDED);
    }

    /** What is left of the budget. */
    Budget left() {
        return budget.less(cpu, heap);
    }

    /** Whether it may still allocate this much, on a thread that has allocated {@code heapNow} so far. */
    boolean affords(long heapNow, long bytes) {
        return heapNow - heapBase + bytes <= budget.heapBytes();
    }

    /** Whether it used more CPU time than this, as far as the watchdog saw. */
    boolean took(long nanos) {
        return cpu > nanos;
    }

    /** What it used, for the log. */
    String used() {
        return cpu / 1_000_000 + " ms of CPU time and " + (heap >> 10) + " KiB";
    }

    /** A look of the watchdog's: cancels what used too much. */
    void look(long cpuNow, long heapNow) {
        if (cpuBase < 0) {
            cpuBase = cpuNow;
        }
        cpu = cpuNow - cpuBase;
        heap = heapNow - heapBase;
        boolean over = cpu > budget.cpuNanos() || heap > budget.heapBytes();
        if (over && state.compareAndSet(State.RUNNING, State.CANCELLED)) {
            cancel.run();
        }
    }
}
