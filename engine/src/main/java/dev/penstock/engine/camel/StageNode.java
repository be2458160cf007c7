package dev.penstock.engine.camel;

import dev.penstock.engine.call.CallState;
import dev.penstock.engine.call.Site;
import dev.penstock.sdk.ContentCoding;
import io.vertx.core.Future;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;

/**
 * One stage of a step as a Camel node.
 *
 * <p>Who completes a Camel callback carries the rest of the route. This is therefore the one class that brings a call
 * back to its loop when a future completes elsewhere, and that catches {@code Throwable}: Camel catches
 * {@code Exception} only.
 */
abstract class StageNode extends AsyncProcessorSupport {
    private static final String NO_FUTURE = "the step returned null instead of a future";

    private final Site site;
    private final boolean first;

    /** @param first whether this is the first stage of its step */
    StageNode(Site site, boolean first) {
        this.site = site;
        this.first = first;
    }

    /** The work of the stage, on the call's loop. */
    abstract Future<Void> work(CallState call, Exchange exchange);

    @Override
    public final boolean process(Exchange exchange, AsyncCallback callback) {
        CallState call = (CallState) exchange.getIn().getBody();
        if (first && call.isForgiven(site)) {
            call.forgive(Site.NONE);
        }
        if (call.isAnswered()) {
            exchange.setRouteStop(true);
            callback.done(true);
            return true;
        }
        if (call.isForgiven(site)) {
            callback.done(true);
            return true;
        }
        call.enter(site);
        int depth = call.depth();
        Future<Void> work = begin(call, exchange);
        if (work.isComplete() && call.loop().isCurrent()) {
            settle(call, exchange, depth, work.cause());
            callback.done(true);
            return true;
        }
        work.onComplete(done -> call.loop().run(() -> {
            settle(call, exchange, depth, done.cause());
            callback.done(false);
        }));
        return false;
    }

    /** An Error of a step ends its call, not its event loop. */
    private Future<Void> begin(CallState call, Exchange exchange) {
        Site before = call.loop().enter(call, site);
        try {
            if (site.holdsResponse() >= 0) {
                ContentCoding.narrow(call.outbound().headers());
            }
            if (site.holdsRequest() >= 0 && !call.outbound().body().isWhole()) {
                return call.outbound().body().whole(site.holdsRequest()).compose(held -> known(work(call, exchange)));
            }
            return known(work(call, exchange));
        } catch (Throwable failure) {
            return Future.failedFuture(failure);
        } finally {
            call.loop().leave(before);
        }
    }

    private static Future<Void> known(Future<Void> work) {
        return work == null ? Future.failedFuture(NO_FUTURE) : work;
    }

    private void settle(CallState call, Exchange exchange, int depth, Throwable failure) {
        if (failure != null) {
            call.forgetHooks(depth, site);
            if (site.forgives(failure)) {
                call.forgive(site);
            } else {
                call.fail(failure, site);
            }
        }
        if (call.isAnswered()) {
            exchange.setRouteStop(true);
        }
    }
}
