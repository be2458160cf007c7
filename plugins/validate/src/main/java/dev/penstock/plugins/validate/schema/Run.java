package dev.penstock.plugins.validate.schema;

import com.networknt.schema.Error;
import com.networknt.schema.ExecutionConfig;
import com.networknt.schema.ExecutionContext;
import java.util.ArrayList;
import java.util.List;

/**
 * One check of one value, within a budget: a step for each keyword on each value. A schema of a few lines can ask for
 * more than a deep value's weight in steps (each level tried in two ways doubles them), so steps are counted, and the
 * errors that are kept are few.
 */
final class Run extends ExecutionContext {
    /** The errors that are told; whoever made so many has had enough. */
    static final int MAX_ERRORS = 50;

    /** Ends the check: what was found so far decides. */
    static final class Enough extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Enough() {
            super(null, null, false, false);
        }
    }

    private final List<Error> found = new ArrayList<>();
    private long left;

    /** @param budget in steps */
    Run(ExecutionConfig config, long budget) {
        super(config);
        this.left = budget;
        setErrors(found);
    }

    /** Takes so many steps from the budget. */
    void charge(long steps) {
        left -= steps;
        if (left < 0) {
            throw OverBudget.steps();
        }
    }

    List<Error> found() {
        return found;
    }

    @Override
    public void evaluationPathAddLast(String token) {
        step();
        super.evaluationPathAddLast(token);
    }

    @Override
    public void evaluationPathAddLast(int token) {
        step();
        super.evaluationPathAddLast(token);
    }

    /** Of a branch that has failed more than enough only the number of its errors is lost. */
    @Override
    public void addError(Error error) {
        if (getErrors() == found || getErrors().size() < MAX_ERRORS) {
            super.addError(error);
        }
    }

    /** Branches that failed bring theirs together here: each level could double them. */
    @Override
    public void setErrors(List<Error> errors) {
        if (errors.size() > MAX_ERRORS) {
            errors.subList(MAX_ERRORS, errors.size()).clear();
        }
        super.setErrors(errors);
    }

    private void step() {
        if (found.size() >= MAX_ERRORS) {
            throw new Enough();
        }
        charge(1);
    }
}
