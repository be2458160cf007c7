package dev.penstock.engine.upstream.balance;

import java.util.List;

/** The ways to balance. In all of them weights count. */
public enum Balance {
    /** In turn, evenly mixed. */
    ROUND_ROBIN,
    /** The one with the fewest requests for its weight. */
    LEAST_REQUESTS,
    /** The less busy of two that are drawn. */
    RANDOM_TWO,
    /** By a key of the request. */
    HASH;

    /** Balances between these from now on. */
    public Balancer between(List<Share> shares) {
        return switch (this) {
            case ROUND_ROBIN -> new RoundRobin(Share.weights(shares));
            case LEAST_REQUESTS -> new LeastRequests(Share.weights(shares));
            case RANDOM_TWO -> new RandomTwo(Share.weights(shares));
            case HASH -> new HashRing(shares);
        };
    }
}
