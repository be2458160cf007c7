package dev.penstock.sdk;

import java.util.List;

/**
 * Branches that run together on the call's own event loop. The stage ends when all of them have ended, and fails with
 * the problem of the first branch, in the order of the list, that failed.
 *
 * <p>The branches share the call. One that answers ({@link Call#respond}) does not end the others.
 *
 * @param branches at least one
 */
public record Fork(List<Step> branches) implements Stage {
    public Fork {
        branches = List.copyOf(branches);
        if (branches.isEmpty()) {
            throw new IllegalArgumentException("a fork needs at least one branch");
        }
    }
}
