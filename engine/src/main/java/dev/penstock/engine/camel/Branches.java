package dev.penstock.engine.camel;

import dev.penstock.engine.call.CallState;
import dev.penstock.engine.call.Site;
import dev.penstock.sdk.Step;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;

/**
 * What Camel's multicast needs to run the branches of a fork together on the loop that owns the call, without a thread
 * of its own: an executor that is the loop, a node for each branch, and a collector that keeps the first failure.
 */
final class Branches {
    private static final String FAILURE = "penstock.failure";

    private Branches() {}

    /** Runs tasks as next tasks of the loop that asks. */
    static final class LoopExecutor extends AbstractExecutorService {
        @Override
        public void execute(Runnable task) {
            Vertx.currentContext().runOnContext(ignored -> task.run());
        }

        @Override
        public void shutdown() {}

        @Override
        public List<Runnable> shutdownNow() {
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public boolean isTerminated() {
            return false;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return false;
        }
    }

    /** One branch; it never stops the route, since a sibling would then be waited for for ever. */
    static final class Branch extends AsyncProcessorSupport {
        private final Step step;

        Branch(Step step) {
            this.step = step;
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            CallState call = (CallState) exchange.getIn().getBody();
            begin(call)
                    .onComplete(done -> call.loop().run(() -> {
                        if (done.failed()) {
                            exchange.setProperty(FAILURE, done.cause());
                        }
                        callback.done(false);
                    }));
            return false;
        }

        private Future<Void> begin(CallState call) {
            Site before = call.loop().enter(call, call.site());
            try {
                Future<Void> work = step.apply(call);
                return work == null ? Future.failedFuture("the branch returned null instead of a future") : work;
            } catch (Throwable failure) {
                return Future.failedFuture(failure);
            } finally {
                call.loop().leave(before);
            }
        }
    }

    /** Collects in the order of the branches. */
    static final class Collector implements AggregationStrategy {
        @Override
        public Exchange aggregate(Exchange before, Exchange branch) {
            return before == null || (before.getProperty(FAILURE) == null && branch.getProperty(FAILURE) != null)
                    ? branch
                    : before;
        }
    }

    /** Comes after the branches: fails with what the collector kept. */
    static final class Join extends StageNode {
        Join(Site site) {
            super(site, false);
        }

        @Override
        Future<Void> work(CallState call, Exchange exchange) {
            Throwable failure = (Throwable) exchange.removeProperty(FAILURE);
            return failure == null ? Future.succeededFuture() : Future.failedFuture(failure);
        }
    }
}
