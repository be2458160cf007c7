package dev.penstock.plugins.validate.schema;

/** A check took more steps than it may. */
public final class OverBudget extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean deep;

    private OverBudget(String why, boolean deep) {
        super(why, null, false, false);
        this.deep = deep;
    }

    static OverBudget steps() {
        return new OverBudget("the check takes more steps than it may", false);
    }

    static OverBudget depth() {
        return new OverBudget("the check goes deeper than it may", true);
    }

    /** Whether it was too deep; otherwise it was too long. */
    public boolean isDeep() {
        return deep;
    }
}
