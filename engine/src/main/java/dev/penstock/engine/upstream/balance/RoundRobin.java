package dev.penstock.engine.upstream.balance;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Smooth weighted round-robin, as nginx has it: at each pick every open target gains its weight, the richest is taken and
 * pays what all have gained. Weights 5, 1, 1 give a a b a c a a, not a a a a a b c.
 *
 * <p>The accounts are replaced as a whole by compare-and-set: loops that pick at once never count one turn twice.
 */
final class RoundRobin implements Balancer {
    private final int[] weights;
    private final AtomicReference<long[]> accounts;

    RoundRobin(int[] weights) {
        this.weights = weights;
        this.accounts = new AtomicReference<>(new long[weights.length]);
    }

    @Override
    public int pick(Candidates candidates, long key) {
        while (true) {
            long[] before = accounts.get();
            long[] after = before.clone();
            int richest = NONE;
            long gained = 0;
            for (int i = 0; i < after.length; i++) {
                if (candidates.isOpen(i)) {
                    after[i] += weights[i];
                    gained += weights[i];
                    if (richest == NONE || after[i] > after[richest]) {
                        richest = i;
                    }
                }
            }
            if (richest == NONE) {
                return NONE;
            }
            after[richest] -= gained;
            if (accounts.compareAndSet(before, after)) {
                return richest;
            }
        }
    }
}
