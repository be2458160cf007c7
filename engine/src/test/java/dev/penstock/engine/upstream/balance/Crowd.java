package dev.penstock.engine.upstream.balance;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Targets of a test, and what picks did to them. */
final class Crowd implements Candidates {
    final boolean[] open;
    final int[] loads;
    final int[] picks;
    final Balancer balancer;

    Crowd(Balance balance, int... weights) {
        open = new boolean[weights.length];
        Arrays.fill(open, true);
        loads = new int[weights.length];
        picks = new int[weights.length];
        balancer = balance.between(shares(weights));
    }

    static List<Share> shares(int... weights) {
        return IntStream.range(0, weights.length)
                .mapToObj(i -> new Share("http://10.0.0." + i + ":8080", weights[i]))
                .toList();
    }

    int pick(long key) {
        int picked = balancer.pick(this, key);
        if (picked != Balancer.NONE) {
            picks[picked]++;
        }
        return picked;
    }

    @Override
    public boolean isOpen(int index) {
        return open[index];
    }

    @Override
    public int load(int index) {
        return loads[index];
    }
}
