package dev.penstock.engine.compile;

import dev.penstock.sdk.Node;

/**
 * {@code use: members-only}: the steps of a policy stand here. With {@code when}, which is looked at once, before the
 * first of them, all or none run.
 *
 * @param policy of this file, or a shared one
 */
public record UseConfig(Node policy) {
    /** The key of the step. */
    public static final String TYPE = "use";

    /** The component that a bare value stands for. */
    public static final String SHORTHAND = "policy";
}
