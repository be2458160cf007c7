package dev.penstock.engine.upstream.balance;

/** Picks a target for a request. Used by all event loops at once. */
@FunctionalInterface
public interface Balancer {
    /** What is picked when no candidate is open. */
    int NONE = -1;

    /**
     * One of the open candidates.
     *
     * @param key what the request is known by; equal keys meet the same target where the way of balancing goes by keys
     * @return its index, or {@link #NONE}
     */
    int pick(Candidates candidates, long key);
}
