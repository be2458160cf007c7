package dev.penstock.engine.camel;

import dev.penstock.engine.call.CallState;
import dev.penstock.engine.call.Site;
import dev.penstock.sdk.Around;
import io.vertx.core.Future;
import org.apache.camel.Exchange;

/** An {@link Around}: the steps below it are a route of their own. */
final class AroundNode extends StageNode {
    private final Around around;
    private final CallEndpoint below;

    AroundNode(Site site, boolean first, Around around, CallEndpoint below) {
        super(site, first);
        this.around = around;
        this.below = below;
    }

    @Override
    Future<Void> work(CallState call, Exchange exchange) {
        return around.apply(call, other -> Pipeline.run((CallState) other, below))
                .compose(reply -> {
                    call.loop().run(() -> call.respond(reply));
                    return Future.succeededFuture();
                });
    }
}
