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
import java.time.Duration;
import java.util.Optional;

/**
 * One request and its whole answer, within one time-out and what is left of the deadline. What ends first decides: the
 * answer, a failure, the time-out, or a cancellation; what comes after it is dropped.
 *
 * <p>An answer that is kept may be fetched for others too: a request that was sent for a call of its own goes on when this
 * one is given up.
 */
final class Exchange {
    private final Planned planned;
    private final Call call;
    private final Outbound request;
    private final Promise<Answer> answer = Promise.promise();
    private Optional<Sent> sent = Optional.empty();
    private Optional<Reply> head = Optional.empty();
    private Scheduler.Timer timer = () -> {};

    private Exchange(Planned planned, Call call, Outbound request) {
        this.planned = planned;
        this.call = call;
        this.request = request;
    }

    /** Sends, on the call's loop; not where the deadline leaves no time for an answer. */
    static Exchange start(Planned planned, Call call, Outbound request, Scheduler scheduler) {
        Exchange exchange = new Exchange(planned, call, request);
        exchange.begin(scheduler);
        return exchange;
    }

    /** What fails an exchange that was given up. */
    static Problem givenUp() {
        return Problem.of(Problem.Kind.UPSTREAM_FAILED, "it was given up");
    }

    /** Fails with a {@link Problem}, or with what a defect threw. */
    Future<Answer> answer() {
        return answer.future();
    }

    /** The last good answer to the same request that was kept, if there is one. */
    Future<Optional<Answer>> lastGood() {
        Planned.Target target = planned.target();
        if (target.kept().isEmpty()) {
            return Future.succeededFuture(Optional.empty());
        }
        Kept kept = target.kept().get();
        return kept.cache()
                .lastGood(call, kept.wanted(request, target.reading().maxBody()))
                .compose(found -> found.isEmpty()
                        ? Future.succeededFuture(Optional.empty())
                        : target.reading().whole(found.get(), call).map(Optional::of));
    }

    /** Gives it up, if it has not ended. */
    void cancel() {
        end(givenUp());
    }

    private void begin(Scheduler scheduler) {
        Optional<Duration> left =
                call.deadline().left().map(all -> all.minus(planned.target().reserve()));
        if (left.filter(time -> time.isNegative() || time.isZero()).isPresent()) {
            end(late("no time is left for it before the deadline of this route"));
            return;
        }
        ask().compose(this::read).onComplete(answer::tryComplete, answer::tryFail);
        if (answer.future().isComplete()) {
            return;
        }
        Duration timeout = planned.target().timeout();
        boolean hurried = left.filter(time -> time.compareTo(timeout) < 0).isPresent();
        timer = hurried
                ? scheduler.after(
                        left.get(), () -> end(late("the upstream took longer than the deadline of this route left")))
                : scheduler.after(
                        timeout, () -> end(late("the upstream took longer than " + timeout.toMillis() + " ms")));
        answer.future().onComplete(ended -> timer.cancel());
    }

    private Future<Reply> ask() {
        Planned.Target target = planned.target();
        if (target.kept().isEmpty()) {
            return send(call, request);
        }
        Kept kept = target.kept().get();
        return kept.cache().serve(call, kept.wanted(request, target.reading().maxBody()), this::send);
    }

    private Future<Reply> send(Call caller, Outbound wanted) {
        Sent sending = planned.target().upstream().send(caller, wanted);
        if (caller == call) {
            sent = Optional.of(sending);
        }
        return sending.reply();
    }

    private Future<Answer> read(Reply reply) {
        head = Optional.of(reply);
        planned.slot().madeOf(call, Reuse.of(reply.headers()));
        if (answer.future().isComplete()) {
            reply.body().discard();
            return Future.failedFuture(givenUp());
        }
        if (!planned.rules().takesBody(reply.status())) {
            reply.body().discard();
            return Future.succeededFuture(Answer.head(reply));
        }
        return planned.target().reading().whole(reply, call);
    }

    private static Problem late(String why) {
        return Problem.of(Problem.Kind.UPSTREAM_TIMEOUT, why).proxyError("http_response_timeout");
    }

    private void end(Problem problem) {
        if (answer.tryFail(problem)) {
            sent.ifPresent(Sent::cancel);
            head.ifPresent(reply -> reply.body().discard());
        }
    }
}
