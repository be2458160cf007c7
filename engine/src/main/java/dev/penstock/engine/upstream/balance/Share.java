package dev.penstock.engine.upstream.balance;

import java.util.List;

/**
 * What a target is for a {@link Balancer}.
 *
 * @param name unique among its like, and the same over reloads and restarts
 * @param weight its share beside the others, from 1
 */
public record Share(String name, int weight) {
    static int[] weights(List<Share> shares) {
        return shares.stream().mapToInt(Share::weight).toArray();
    }
}
