package dev.penstock.suites.probe;

import dev.penstock.sdk.Around;
import dev.penstock.sdk.Call;
import dev.penstock.sdk.Detached;
import dev.penstock.sdk.Reply;
import dev.penstock.sdk.Rest;
import dev.penstock.sdk.Scheduler;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a third party would write to hedge: a second run when the first is slow, the first good answer, the other given up. */
record Hedge(Scheduler scheduler, Duration after) implements Around {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @Override
    public Future<Reply> apply(Call call, Rest rest) {
        Race race = new Race(call, rest);
        call.onEnd(ending -> race.giveUp());
        race.start();
        scheduler.after(after, race::start);
        return race.won.future();
    }

    private static final class Race {
        private final Call call;
        private final Rest rest;
        private final List<Detached> runs = new ArrayList<>();
        private final Promise<Reply> won = Promise.promise();

        Race(Call call, Rest rest) {
            this.call = call;
            this.rest = rest;
        }

        void start() {
            if (won.future().isComplete()) {
                return;
            }
            Detached run = call.detached(LIMIT);
            runs.add(run);
            rest.run(run).onSuccess(reply -> ended(run, reply));
        }

        private void ended(Detached run, Reply reply) {
            runs.remove(run);
            if (won.tryComplete(reply)) {
                giveUp();
            } else {
                reply.body().discard();
            }
        }

        private void giveUp() {
            List.copyOf(runs).forEach(Detached::giveUp);
        }
    }
}
