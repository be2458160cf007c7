package dev.penstock.engine.camel;

import dev.penstock.engine.call.CallState;
import dev.penstock.engine.call.Site;
import dev.penstock.sdk.Step;
import io.vertx.core.Future;
import org.apache.camel.Exchange;

/** A {@link Step}. */
final class StepNode extends StageNode {
    private final Step step;

    StepNode(Site site, boolean first, Step step) {
        super(site, first);
        this.step = step;
    }

    @Override
    Future<Void> work(CallState call, Exchange exchange) {
        return step.apply(call);
    }
}
