package dev.penstock.engine.upstream.balance;

import java.util.concurrent.ThreadLocalRandom;

/** The power of two choices: draws two different targets by weight, takes the one with fewer requests for its weight. */
final class RandomTwo implements Balancer {
    private final int[] weights;

    RandomTwo(int[] weights) {
        this.weights = weights;
    }

    @Override
    public int pick(Candidates candidates, long key) {
        int one = draw(candidates, NONE);
        int other = one == NONE ? NONE : draw(candidates, one);
        if (other == NONE) {
            return one;
        }
        long ofOne = (long) candidates.load(one) * weights[other];
        long ofOther = (long) candidates.load(other) * weights[one];
        return ofOther < ofOne ? other : one;
    }

    /** One of the open ones but this. What opens or closes between the two looks is drawn a little too often or seldom. */
    private int draw(Candidates candidates, int but) {
        long total = 0;
        for (int i = 0; i < weights.length; i++) {
            total += i != but && candidates.isOpen(i) ? weights[i] : 0;
        }
        if (total == 0) {
            return NONE;
        }
        long left = ThreadLocalRandom.current().nextLong(total);
        int last = NONE;
        for (int i = 0; i < weights.length; i++) {
            if (i != but && candidates.isOpen(i)) {
                last = i;
                left -= weights[i];
                if (left < 0) {
                    return i;
                }
            }
        }
        return last;
    }
}
