package dev.penstock.engine.upstream;

import dev.penstock.engine.call.CallState;
import dev.penstock.engine.upstream.retry.Budget;
import dev.penstock.sdk.Reply;
import dev.penstock.sdk.Scheduler;
import dev.penstock.sdk.Sent;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A request that is sent a second time, to another target, when the first one is silent for too long, within the budget of
 * retries. The first head that is no fault (below 500) wins, the other request is given up; when both fail, the last one
 * is the answer.
 */
final class Hedged implements Sent {
    private static final int FAULT = 500;

    private final CallState call;
    private final Supplier<Sent> sending;
    private final Budget budget;
    private final Promise<Reply> reply = Promise.promise();
    private final List<Sent> running = new ArrayList<>(2);
    private Optional<Sent> winner = Optional.empty();
    private Scheduler.Timer timer = () -> {};

    Hedged(CallState call, Supplier<Sent> sending, Budget budget) {
        this.call = call;
        this.sending = sending;
        this.budget = budget;
    }

    Sent begin(Duration after) {
        timer = call.loop().scheduler().after(after, this::second);
        send();
        return this;
    }

    private void second() {
        if (!reply.future().isComplete() && !call.hasEnded() && budget.retry()) {
            send();
        }
    }

    private void send() {
        Sent sent = sending.get();
        running.add(sent);
        sent.reply().onComplete(done -> settle(sent, done));
    }

    private void settle(Sent sent, AsyncResult<Reply> done) {
        running.remove(sent);
        if (reply.future().isComplete()) {
            if (done.succeeded()) {
                done.result().body().discard();
            }
            return;
        }
        boolean wins = done.succeeded() && done.result().status() < FAULT;
        if (!wins && !running.isEmpty()) {
            if (done.succeeded()) {
                done.result().body().discard();
            }
            return;
        }
        timer.cancel();
        winner = Optional.of(sent);
        reply.handle(done);
        List.copyOf(running).forEach(Sent::cancel);
    }

    @Override
    public Future<Reply> reply() {
        return reply.future();
    }

    @Override
    public void cancel() {
        timer.cancel();
        winner.ifPresent(Sent::cancel);
        List.copyOf(running).forEach(Sent::cancel);
    }
}
