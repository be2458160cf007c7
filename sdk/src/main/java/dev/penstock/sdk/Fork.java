package dev.penstock.sdk;

import java.util.List;

/**
 * Branches that run together on the call's own event loop. The stage ends when all of them have ended, and fails with
 * the problem of the first branch, in the order of the list, that failed; a failure goes before an answer.
 *
 * <p>The branches share the call: one that answers ({@link Call#respond}) does not end the others, and none of them
 * {@linkplain Call#lend lends} the call; work off the loop is {@link Pool#run}. A branch of which others are no longer
 * to be waited for, such as after a time-out, completes by itself: a fork never cancels one.
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
