package dev.penstock.plugins.quota.concurrency;

import dev.penstock.sdk.Call;
import dev.penstock.sdk.Expression;
import dev.penstock.sdk.Problem;
import dev.penstock.sdk.Scheduler;
import dev.penstock.sdk.Scheduler.Timer;
import dev.penstock.sdk.Step;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Optional;

/** Lets a call pass while there is a place for it, which it holds to its end. */
final class ConcurrencyStep implements Step {
    private final Optional<Expression<String>> key;
    private final Bounds bounds;
    private final Duration wait;
    private final Gates gates;
    private final Scheduler scheduler;

    ConcurrencyStep(Optional<Expression<String>> key, Bounds bounds, Duration wait, Gates gates, Scheduler scheduler) {
        this.key = key;
        this.bounds = bounds;
        this.wait = wait;
        this.gates = gates;
        this.scheduler = scheduler;
    }

    @Override
    public Future<Void> apply(Call call) {
        String who = key.isPresent() ? key.get().evaluate(call) : "";
        Gates.Taken mine = new Gates.Taken(call, who);
        if (call.get(gates.taken()).filter(mine::equals).isPresent()) {
            return Future.succeededFuture();
        }
        Optional<Place> entered = gates.enter(who, bounds);
        if (entered.isEmpty()) {
            return Future.failedFuture(refusal("all places are taken: try again soon"));
        }
        Place place = entered.get();
        call.put(gates.taken(), mine);
        call.onEnd(ending -> place.leave());
        return place.held().isComplete() ? Future.succeededFuture() : waiting(call, place);
    }

    private Future<Void> waiting(Call call, Place place) {
        Promise<Void> turn = Promise.promise();
        Timer timer = scheduler.after(wait, () -> {
            if (place.leaveQueue()) {
                gates.figures().refused();
                turn.tryFail(refusal("no place became free in time: try again soon"));
            }
        });
        call.onEnd(ending -> {
            timer.cancel();
            turn.tryFail(refusal("the request was given up"));
        });
        call.onLoop(place.held()).onSuccess(held -> {
            timer.cancel();
            turn.tryComplete();
        });
        return turn.future();
    }

    private static Problem refusal(String why) {
        return Problem.of(Problem.Kind.UNAVAILABLE, why);
    }
}
