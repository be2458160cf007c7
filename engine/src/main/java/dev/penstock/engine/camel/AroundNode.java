package dev.penstock.engine.camel;

import dev.penstock.engine.call.CallState;
import dev.penstock.engine.call.Site;
import dev.penstock.sdk.Around;
import dev.penstock.sdk.Call;
import dev.penstock.sdk.Reply;
import dev.penstock.sdk.Rest;
import io.vertx.core.Future;
import org.apache.camel.Exchange;

/** An {@link Around}: the steps below it are a route of their own. */
final class AroundNode extends StageNode {
    private final Site site;
    private final Around around;
    private final CallEndpoint below;

    AroundNode(Site site, boolean first, Around around, CallEndpoint below) {
        super(site, first);
        this.site = site;
        this.around = around;
        this.below = below;
    }

    @Override
    Future<Void> work(CallState call, Exchange exchange) {
        Runs runs = new Runs(call, below);
        return apply(call, runs)
                .recover(failure -> site.forgives(failure) ? runs.instead() : Future.failedFuture(failure))
                .compose(reply -> {
                    if (reply == null) {
                        return Future.failedFuture("the step returned null instead of a reply");
                    }
                    call.loop().run(() -> call.respond(reply));
                    return Future.succeededFuture();
                });
    }

    private Future<Reply> apply(CallState call, Runs runs) {
        try {
            return around.apply(call, runs);
        } catch (Throwable failure) {
            return Future.failedFuture(failure);
        }
    }

    /** The steps below, and what became of them for this call. */
    private static final class Runs implements Rest {
        private final CallState call;
        private final CallEndpoint below;
        private Future<Reply> last;

        Runs(CallState call, CallEndpoint below) {
            this.call = call;
            this.below = below;
        }

        @Override
        public Future<Reply> run(Call which) {
            Future<Reply> run = Pipeline.run((CallState) which, below);
            last = which == call ? run : last;
            return run;
        }

        /** Where the step is skipped for its fault: the steps below run once, whatever became of it. */
        Future<Reply> instead() {
            return last == null ? run(call) : last;
        }
    }
}
