package dev.penstock.engine.deploy;

import dev.penstock.engine.call.CallState;
import dev.penstock.engine.camel.Pipeline;
import dev.penstock.sdk.Reply;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the calls that run through a revision, so that it is stopped when the last of them has ended. */
final class Traffic {
    private static final long RETIRED = Long.MIN_VALUE / 2;

    private final AtomicLong running = new AtomicLong();
    private final Promise<Void> drained = Promise.promise();

    Future<Reply> run(Pipeline pipeline, CallState call) {
        call.countedBy(this::count);
        return pipeline.run(call);
    }

    private void count(CallState call) {
        running.incrementAndGet();
        call.onEnd(ending -> {
            if (running.decrementAndGet() == RETIRED) {
                drained.tryComplete();
            }
        });
    }

    /** No new calls come: completes when the last one has ended. */
    Future<Void> retire() {
        if (running.addAndGet(RETIRED) == RETIRED) {
            drained.tryComplete();
        }
        return drained.future();
    }

    /** How many run now. */
    long running() {
        return running.get();
    }
}
