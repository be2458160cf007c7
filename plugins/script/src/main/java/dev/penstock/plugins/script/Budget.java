package dev.penstock.plugins.script;

/**
 * What a run may use. There is no bound on wall time: a script cannot wait, so a run that lasts either uses CPU time
 * or is given none.
 *
 * @param cpuNanos CPU time
 * @param heapBytes bytes allocated, kept or not
 */
record Budget(long cpuNanos, long heapBytes) {
    /** The same, with at most this much CPU time. */
    Budget atMost(long nanos) {
        return cpuNanos <= nanos ? this : new Budget(nanos, heapBytes);
    }

    /** The same, with at least this much CPU time. */
    Budget atLeast(long nanos) {
        return cpuNanos >= nanos ? this : new Budget(nanos, heapBytes);
    }

    /** What is left after this much was used. */
    Budget less(long cpu, long heap) {
        return cpu == 0 && heap == 0 ? this : new Budget(cpuNanos - cpu, heapBytes - heap);
    }
}
