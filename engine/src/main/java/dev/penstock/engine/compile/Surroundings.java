package dev.penstock.engine.compile;

import dev.penstock.engine.camel.CamelContexts;
import dev.penstock.engine.config.Binder;
import dev.penstock.engine.config.LimitsSpec;
import dev.penstock.engine.expression.ExpressionCompiler;
import dev.penstock.engine.plugin.StepCatalogue;
import dev.penstock.engine.upstream.Upstreams;
import dev.penstock.sdk.Host;

/**
 * What every compilation needs of the gateway; lives as long as it.
 *
 * @param limits of the gateway
 * @param rehearsal what a test puts in the place of upstreams
 */
public record Surroundings(
        Host host,
        Binder binder,
        ExpressionCompiler expressions,
        StepCatalogue catalogue,
        Upstreams upstreams,
        CamelContexts contexts,
        LimitsSpec limits,
        Rehearsal rehearsal) {
    /** How many bytes of a response body a step may hold. */
    static final long MAX_RESPONSE = 4L << 20;

    /** How many bytes of a request body a step may hold. */
    long maxRequest() {
        return limits.body().bytes();
    }
}
