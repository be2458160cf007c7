package dev.penstock.engine.upstream;

import dev.penstock.engine.call.CallState;
import dev.penstock.engine.upstream.retry.Backoff;
import dev.penstock.engine.upstream.retry.Budget;
import dev.penstock.engine.upstream.retry.Rules;
import dev.penstock.sdk.Body;
import dev.penstock.sdk.Outbound;
import dev.penstock.sdk.Problem;
import dev.penstock.sdk.Replay;
import dev.penstock.sdk.Reply;
import dev.penstock.sdk.RetryOn;
import dev.penstock.sdk.Scheduler;
import dev.penstock.sdk.Sent;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * One request until it is answered: attempt after attempt by the rules of retry, then from upstream to upstream by those
 * of the fall-back, while the call and the budget of the first upstream last. The client gets the last attempt's answer.
 *
 * <p>A request is sent again when its method is one of the rules', or when nothing of it was sent, and when its body can be
 * read again. Whatever the rules, it is sent once more when a kept connection turns out to have been closed meanwhile.
 */
final class Sending implements Sent {
    private final CallState call;
    private final Outbound request;
    private final UpstreamUse first;
    private final Set<Object> tried;
    private final Budget budget;
    private final Promise<Reply> reply = Promise.promise();
    private UpstreamUse use;
    private Optional<Replay> replay = Optional.empty();
    private Attempt attempt;
    private Scheduler.Timer pause = () -> {};
    private int fallbacks;
    private int failed;
    private boolean renewed;
    private boolean over;

    Sending(CallState call, Outbound request, UpstreamUse first) {
        this.call = call;
        this.request = request;
        this.first = first;
        this.use = first;
        this.tried = request == call.outbound() ? call.passage().tried() : new HashSet<>(2);
        this.budget = first.pool().budget();
    }

    Sent begin() {
        budget.request();
        boolean again = rules().attempts() > 1 || !first.fallbacks().isEmpty();
        boolean renewable = rules().methods().contains(request.method());
        if ((again || renewable) && !request.body().isWhole()) {
            replay = Optional.of(request.body().replay(rules().body()));
        }
        if (again || replay.isPresent()) {
            call.onEnd(ending -> cancel());
        }
        if (!over) {
            send();
        }
        return this;
    }

    @Override
    public Future<Reply> reply() {
        return reply.future();
    }

    private Rules rules() {
        return use.pool().settings().retry();
    }

    private void send() {
        Optional<Target> target = use.pool().pick(tried, use.keyOf(call));
        if (target.isEmpty()) {
            attempt = null;
            settle(Future.failedFuture(Faults.noTarget()));
            return;
        }
        Body body = replay.map(Replay::next).orElseGet(request::body);
        attempt = use.pool().attempt(call, request, body, target.get());
        attempt.start(use.timeout());
        attempt.reply().onComplete(this::settle);
    }

    private void settle(AsyncResult<Reply> done) {
        if (over) {
            return;
        }
        Optional<RetryOn> why = done.succeeded() ? status(done.result().status()) : kind(done.cause());
        if (why.isEmpty() || !canSendAgain()) {
            finish(done);
        } else if (attempt != null && attempt.wasStale() && !renewed) {
            renewed = true;
            send();
        } else {
            goOn(done, why.get());
        }
    }

    private void goOn(AsyncResult<Reply> done, RetryOn why) {
        failed++;
        // Where no target is healthy another attempt finds none either; another upstream may have one.
        boolean retries = attempt != null && rules().on().contains(why) && failed < rules().attempts();
        boolean fallsBack = first.fallbackOn().contains(why)
                && fallbacks < first.fallbacks().size();
        Optional<Duration> wait = retries ? wait(done) : Optional.of(Duration.ZERO);
        if (retries && wait.isPresent() && budget.retry()) {
            drop(done);
            use.pool().retried();
            pause = call.loop().scheduler().after(wait.get(), this::resume);
        } else if (fallsBack && budget.retry()) {
            drop(done);
            use = first.fallbacks().get(fallbacks++);
            failed = 0;
            send();
        } else {
            finish(done);
        }
    }

    /** The pause before this upstream is tried again; empty: there is no time for it. */
    private Optional<Duration> wait(AsyncResult<Reply> done) {
        Duration wait = Backoff.after(failed);
        if (done.succeeded() && !use.pool().hasUntried(tried)) {
            Optional<Duration> asked = Backoff.asked(done.result());
            if (asked.isEmpty()) {
                return Optional.empty();
            }
            wait = asked.get().compareTo(wait) > 0 ? asked.get() : wait;
        }
        Duration least = wait;
        boolean late = call.deadline()
                .left()
                .filter(left -> left.compareTo(least) <= 0)
                .isPresent();
        return late ? Optional.empty() : Optional.of(wait);
    }

    private void resume() {
        if (!over) {
            send();
        }
    }

    private boolean canSendAgain() {
        boolean safe = rules().methods().contains(request.method()) || attempt == null || !attempt.hasReachedTarget();
        return safe
                && !call.hasEnded()
                && replay.map(Replay::canReplay).orElse(request.body().isWhole());
    }

    private static void drop(AsyncResult<Reply> done) {
        if (done.succeeded()) {
            done.result().body().discard();
        }
    }

    private void finish(AsyncResult<Reply> done) {
        over = true;
        replay.ifPresent(Replay::release);
        reply.handle(done);
    }

    private static Optional<RetryOn> status(int status) {
        return status >= 400 ? Optional.of(new RetryOn(status)) : Optional.empty();
    }

    /** Empty: it is no fault of the upstream's. */
    private static Optional<RetryOn> kind(Throwable failure) {
        if (!(failure instanceof Problem problem) || problem.proxyError().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Faults.isConnect(problem) ? RetryOn.CONNECT : new RetryOn(problem.status()));
    }

    @Override
    public void cancel() {
        if (attempt != null) {
            attempt.cancel();
        }
        if (!over) {
            over = true;
            pause.cancel();
            replay.ifPresent(Replay::release);
            reply.tryFail(Problem.of(Problem.Kind.UNAVAILABLE, "the request was given up"));
        }
    }
}
