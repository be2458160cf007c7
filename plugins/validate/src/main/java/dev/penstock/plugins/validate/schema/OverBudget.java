package dev.penstock.plugins.validate.schema;

/** A check took more steps than it may. */
public final class OverBudget extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OverBudget() {
        super("the check takes more steps than it may", null, false, false);
    }
}
