package dev.penstock.plugins.cache;

import dev.penstock.sdk.Pool;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** Goes through all that is stored for purges, off the event loops; those that come meanwhile are one more round. */
final class Sweeper {
    private record Asked(Mark mark, Promise<Long> met) {}

    private final Pool pool;
    private final ToLongFunction<Mark> sweep;
    private List<Asked> waiting = new ArrayList<>();
    private boolean busy;

    /** @param sweep does a purge, and says how many answers it met */
    Sweeper(Pool pool, ToLongFunction<Mark> sweep) {
        this.pool = pool;
        this.sweep = sweep;
    }

    /** How many answers the purge met. */
    Future<Long> sweep(Mark mark) {
        Promise<Long> met = Promise.promise();
        boolean idle;
        synchronized (this) {
            waiting.add(new Asked(mark, met));
            idle = !busy;
            busy = true;
        }
        if (idle) {
            pool.run(this::round).onFailure(full -> round());
        }
        return met.future();
    }

    private Void round() {
        for (List<Asked> asked = next(); !asked.isEmpty(); asked = next()) {
            for (Asked each : asked) {
                try {
                    each.met.complete(sweep.applyAsLong(each.mark));
                } catch (RuntimeException broken) {
                    each.met.tryFail(broken);
                }
            }
        }
        return null;
    }

    private synchronized List<Asked> next() {
        List<Asked> taken = waiting;
        waiting = new ArrayList<>();
        busy = !taken.isEmpty();
        return taken;
    }
}
