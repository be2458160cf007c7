package dev.penstock.plugins.validate.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ExecutionConfig;
import com.networknt.schema.Schema;
import java.util.List;
import java.util.Locale;

/** A compiled schema; usable once its {@link Library} is built. Safe for use by any thread. */
public final class Checker {
    private final ExecutionConfig config;
    private Schema schema;
    private boolean patterns;

    /**
     * @param request whether what is checked goes to the upstream: {@code readOnly} properties may lack there, and
     *     {@code writeOnly} ones in an answer
     */
    Checker(boolean request) {
        this.config = ExecutionConfig.builder()
                .locale(Locale.ROOT)
                .readOnly(request)
                .writeOnly(!request)
                .build();
    }

    void ready(Schema compiled, boolean hasPatterns) {
        schema = compiled;
        patterns = hasPatterns;
    }

    /** Whether the length of a text weighs more than a step does. */
    public boolean hasPatterns() {
        return patterns;
    }

    /**
     * What is wrong with a value.
     *
     * @param budget in steps, each a keyword looked at for a value
     * @return at most 50 findings, in the order in which the schema finds them
     * @throws OverBudget when it takes more steps, or is deeper than the stack
     */
    public List<Finding> check(JsonNode value, long budget) {
        Run run = new Run(config, budget);
        try {
            schema.validate(run, value);
        } catch (Run.Enough enough) {
            // What was found is told.
        } catch (StackOverflowError deep) {
            throw OverBudget.depth();
        }
        return run.found().stream()
                .limit(Run.MAX_ERRORS)
                .map(Details::of)
                .distinct()
                .toList();
    }
}
