package dev.penstock.engine.compile;

import dev.penstock.engine.camel.CamelContexts;
import dev.penstock.engine.config.Binder;
import dev.penstock.engine.config.LimitsSpec;
import dev.penstock.engine.config.UpstreamSpec;
import dev.penstock.engine.expression.ExpressionCompiler;
import dev.penstock.engine.plugin.StepCatalogue;
import dev.penstock.engine.upstream.Upstreams;
import dev.penstock.sdk.Host;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * What every compilation needs of the gateway; lives as long as it.
 *
 * @param limits of the gateway
 * @param targets what stands in for the targets of an upstream, or for what a callout goes to, by API and the name of
 *     the upstream or the step
 */
public record Surroundings(
        Host host,
        Binder binder,
        ExpressionCompiler expressions,
        StepCatalogue catalogue,
        Upstreams upstreams,
        CamelContexts contexts,
        LimitsSpec limits,
        BiFunction<String, String, Optional<List<URI>>> targets) {
    /** How many bytes of a response body a step may hold. */
    static final long MAX_RESPONSE = 4L << 20;

    /** How many bytes of a request body a step may hold. */
    long maxRequest() {
        return limits.body().bytes();
    }

    /** What stands in for where the callouts of a step go; empty: they go there. */
    Optional<URI> standIn(String api, String step) {
        return targets.apply(api, step).map(all -> all.get(0));
    }

    /** What stands in for the targets of an upstream; empty: they are those of the file. */
    Optional<List<URI>> standIns(String api, UpstreamSpec spec) {
        return targets.apply(api, spec.name());
    }
}
