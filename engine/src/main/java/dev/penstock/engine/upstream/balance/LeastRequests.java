package dev.penstock.engine.upstream.balance;

/** The target with the fewest requests for its weight; those that tie take turns by weight. */
final class LeastRequests implements Balancer {
    private final int[] weights;
    private final RoundRobin turns;

    LeastRequests(int[] weights) {
        this.weights = weights;
        this.turns = new RoundRobin(weights);
    }

    @Override
    public int pick(Candidates candidates, long key) {
        int[] loads = new int[weights.length];
        int least = NONE;
        boolean tied = false;
        for (int i = 0; i < weights.length; i++) {
            if (candidates.isOpen(i)) {
                loads[i] = candidates.load(i);
                int order = least == NONE ? -1 : compare(loads, i, least);
                tied = order == 0 || (tied && order > 0);
                least = order < 0 ? i : least;
            } else {
                loads[i] = NONE;
            }
        }
        return tied ? turns.pick(new Tied(loads, least), key) : least;
    }

    private int compare(int[] loads, int one, int other) {
        return Long.compare((long) loads[one] * weights[other], (long) loads[other] * weights[one]);
    }

    /** Those as busy as the least busy, by the loads as they were seen once. */
    private final class Tied implements Candidates {
        private final int[] loads;
        private final int least;

        Tied(int[] loads, int least) {
            this.loads = loads;
            this.least = least;
        }

        @Override
        public boolean isOpen(int index) {
            return loads[index] != NONE && compare(loads, index, least) == 0;
        }

        @Override
        public int load(int index) {
            return loads[index];
        }
    }
}
