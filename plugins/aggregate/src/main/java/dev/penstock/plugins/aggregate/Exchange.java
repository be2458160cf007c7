package dev.penstock.plugins.aggregate;

import dev.penstock.sdk.Call;
import dev.penstock.sdk.Outbound;
import dev.penstock.sdk.Problem;
import dev.penstock.sdk.Reply;
import dev.penstock.sdk.Reuse;
import dev.penstock.sdk.Scheduler;
import dev.penstock.sdk.Sent;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Optional;

/**
 * One request and its whole answer, within one time-out. What ends first decides: the answer, a failure, the time-out,
 * or a cancellation; what comes after it is dropped.
 */
final class Exchange {
    private final Planned planned;
    private final Call call;
    private final Promise<Answer> answer = Promise.promise();
    private final Sent sent;
    private final Scheduler.Timer timer;
    private Optional<Reply> head = Optional.empty();

    private Exchange(Planned planned, Call call, Outbound request, Scheduler scheduler) {
        this.planned = planned;
        this.call = call;
        this.sent = planned.target().upstream().send(call, request);
        this.timer = scheduler.after(planned.target().timeout(), this::late);
    }

    /** Sends, on the call's loop. */
    static Exchange start(Planned planned, Call call, Outbound request, Scheduler scheduler) {
        Exchange exchange = new Exchange(planned, call, request, scheduler);
        exchange.answer.future().onComplete(ended -> exchange.timer.cancel());
        exchange.sent
                .reply()
                .compose(exchange::read)
                .onComplete(exchange.answer::tryComplete, exchange.answer::tryFail);
        return exchange;
    }

    /** Fails with a {@link Problem}, or with what a defect threw. */
    Future<Answer> answer() {
        return answer.future();
    }

    /** Gives it up, if it has not ended. */
    void cancel() {
        end(Problem.of(Problem.Kind.UPSTREAM_FAILED, "it was given up"));
    }

    private Future<Answer> read(Reply reply) {
        head = Optional.of(reply);
        planned.slot().madeOf(call, Reuse.of(reply.headers()));
        if (answer.future().isComplete()) {
            reply.body().discard();
            return Future.failedFuture(Problem.of(Problem.Kind.UPSTREAM_FAILED, "it was given up"));
        }
        if (!planned.rules().takesBody(reply.status())) {
            reply.body().discard();
            return Future.succeededFuture(Answer.head(reply));
        }
        return reply.body().whole(planned.target().maxBody()).map(bytes -> Answer.whole(reply, bytes));
    }

    private void late() {
        end(Problem.of(
                        Problem.Kind.UPSTREAM_TIMEOUT,
                        "the upstream took longer than "
                                + planned.target().timeout().toMillis() + " ms")
                .proxyError("http_response_timeout"));
    }

    private void end(Problem problem) {
        if (answer.tryFail(problem)) {
            sent.cancel();
            head.ifPresent(reply -> reply.body().discard());
        }
    }
}
