package dev.penstock.engine.expression;

import dev.cel.common.CelErrorCode;
import dev.cel.common.exceptions.CelRuntimeException;

/**
 * What one evaluation may still cost, in units of about 40 ns or 16 bytes: a node that is evaluated, eight characters
 * that are read or made, an item of a list. For one thread.
 */
final class Meter {
    /** A fifth of a second, and 80 MB, of which most is garbage. */
    static final long LIMIT = 5_000_000;

    /** That the evaluation costs too much. An operator such as {@code ||} may forgive it; the next one gets another. */
    static final class Overrun extends CelRuntimeException {
        private static final long serialVersionUID = 1L;

        Overrun() {
            super(null, CelErrorCode.ITERATION_BUDGET_EXCEEDED);
        }

        @Override
        public String getMessage() {
            return "the expression costs too much";
        }

        /** No stack trace: it is made for as many requests as a client sends. */
        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }

    private long left = LIMIT;

    /** How much may still be spent. */
    long left() {
        return left;
    }

    /**
     * Takes from what is left; once it is not enough, nothing is left.
     *
     * @throws Overrun when it is not enough
     */
    void spend(long units) {
        if (units > left || units < 0) {
            left = 0;
            throw new Overrun();
        }
        left -= units;
    }
}
