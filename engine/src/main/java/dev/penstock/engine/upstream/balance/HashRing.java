package dev.penstock.engine.upstream.balance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Consistent hashing with bounded loads (Mirrokni, Thorup, Zadimoghaddam): each target has points on a ring, as many as its
 * weight says; a key goes to the first point after it whose target is open and not overloaded. A target that is lost
 * leaves its keys to the points that follow its own, and moves no others.
 *
 * <p>Overloaded is who has a quarter more than its share of all requests. Few requests overload nobody: keys stay where
 * they are as long as there is nothing to spread.
 */
final class HashRing implements Balancer {
    private static final int POINTS = 160;
    private static final int MOST_POINTS = 1 << 16;
    private static final int FEW = 64;

    private final int[] weights;
    private final long[] points;
    private final int[] owners;

    private record Point(long at, int owner) {}

    HashRing(List<Share> shares) {
        weights = Share.weights(shares);
        List<Point> ring = new ArrayList<>();
        for (int i = 0; i < weights.length; i++) {
            int own = points(i);
            for (int j = 0; j < own; j++) {
                ring.add(new Point(Hash64.of(shares.get(i).name() + '#' + j), i));
            }
        }
        ring.sort(Comparator.comparingLong(Point::at));
        points = ring.stream().mapToLong(Point::at).toArray();
        owners = ring.stream().mapToInt(Point::owner).toArray();
    }

    private int points(int index) {
        long unit = Arrays.stream(weights).asLongStream().reduce(0, HashRing::gcd);
        long all = Arrays.stream(weights).asLongStream().sum() / unit * POINTS;
        double scale = Math.min(1, (double) MOST_POINTS / all);
        return Math.max(1, (int) Math.round(weights[index] / unit * POINTS * scale));
    }

    private static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    @Override
    public int pick(Candidates candidates, long key) {
        int found = Arrays.binarySearch(points, key);
        int start = found >= 0 ? found : -found - 1;
        long load = 1;
        long share = 0;
        for (int i = 0; i < weights.length; i++) {
            if (candidates.isOpen(i)) {
                load += candidates.load(i);
                share += weights[i];
            }
        }
        int first = NONE;
        for (int i = 0; share > 0 && i < points.length; i++) {
            int owner = owners[(start + i) % owners.length];
            if (!candidates.isOpen(owner)) {
                continue;
            }
            if (!isOverloaded(candidates.load(owner), load, weights[owner], share)) {
                return owner;
            }
            first = first == NONE ? owner : first;
        }
        return first;
    }

    /** By the weights of the open ones alone: what the others would have had is theirs as well. */
    private static boolean isOverloaded(int own, long load, int weight, long share) {
        return own >= FEW && own * 4L * share >= load * 5L * weight;
    }
}
