package dev.penstock.engine.upstream.retry;

import java.util.concurrent.atomic.AtomicLongArray;

/** How many events there were in the last seconds. Safe for use by any thread, without a lock. */
final class Window {
    private static final int COUNT_BITS = 32;
    private static final long COUNT_MASK = (1L << COUNT_BITS) - 1;

    /** For each second, by its number modulo the length: the second in the upper half, its count in the lower. */
    private final AtomicLongArray slots;

    /** @param seconds how far back it looks */
    Window(int seconds) {
        slots = new AtomicLongArray(seconds);
    }

    /** Counts one event in this second. */
    void count(long second) {
        long fresh = (second << COUNT_BITS) | 1;
        slots.updateAndGet(slot(second), old -> isOf(second, old) ? old + 1 : fresh);
    }

    /** The events of this second. */
    long in(long second) {
        long value = slots.get(slot(second));
        return isOf(second, value) ? value & COUNT_MASK : 0;
    }

    /** The events of this second and of those before it. */
    long until(long second) {
        long sum = 0;
        for (int back = 0; back < slots.length(); back++) {
            sum += in(second - back);
        }
        return sum;
    }

    private int slot(long second) {
        return (int) Math.floorMod(second, (long) slots.length());
    }

    private static boolean isOf(long second, long value) {
        return value >>> COUNT_BITS == (second & COUNT_MASK);
    }
}
