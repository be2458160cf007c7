package dev.penstock.plugins.aggregate;

import dev.penstock.sdk.Call;
import dev.penstock.sdk.Problem;
import dev.penstock.sdk.Scheduler;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Optional;

/** One request of a call, and what the call's rules make of its answer. */
final class Fetch implements Work {
    private final Planned planned;
    private final Call call;
    private final Object item;
    private final Promise<Outcome> outcome = Promise.promise();
    private Exchange exchange;
    private boolean cancelled;

    private Fetch(Planned planned, Call call, Object item) {
        this.planned = planned;
        this.call = call;
        this.item = item;
    }

    /** The only request of a call. */
    static Fetch start(Planned planned, Call call, Scheduler scheduler) {
        return start(planned, call, null, scheduler);
    }

    /** The request for one item. */
    static Fetch start(Planned planned, Call call, Object item, Scheduler scheduler) {
        Fetch fetch = new Fetch(planned, call, item);
        fetch.send(scheduler);
        return fetch;
    }

    @Override
    public Future<Outcome> outcome() {
        return outcome.future();
    }

    @Override
    public int requests() {
        return exchange == null ? 0 : 1;
    }

    @Override
    public void cancel() {
        cancelled = true;
        if (exchange != null) {
            exchange.cancel();
        }
        outcome.tryFail(Exchange.givenUp());
    }

    private void send(Scheduler scheduler) {
        try {
            if (planned.each().isEmpty() && !planned.isWanted(call)) {
                outcome.complete(Outcome.NULL);
                return;
            }
            showItem();
            exchange = Exchange.start(planned, call, planned.request().render(call), scheduler);
        } catch (RuntimeException thrown) {
            failed(thrown);
            return;
        }
        exchange.answer().onComplete(this::answered, this::failed);
    }

    /** The items of a call share one name, and take turns: whoever reads it says first which one it stands for. */
    private void showItem() {
        if (planned.each().isPresent()) {
            planned.each().get().item().fill(call, item);
        }
    }

    private void answered(Answer answer) {
        FailureRules rules = planned.rules();
        if (rules.isError(answer.status())) {
            settle(rules.onError(), Optional.of(answer), Optional.of(Fault.status(answer.status())));
        } else {
            settle(rules.remedy(answer.status()), Optional.of(answer), Optional.empty());
        }
    }

    /** A fault of the client's request is the client's to hear, whatever the file says about errors. */
    private void failed(Throwable cause) {
        if (cancelled) {
            return;
        }
        if (cause instanceof Problem problem && problem.status() < 500) {
            outcome.tryFail(problem);
        } else {
            settle(planned.rules().onError(), Optional.empty(), Optional.of(Fault.of(cause, planned.name())));
        }
    }

    private void settle(Remedy remedy, Optional<Answer> answer, Optional<Fault> fault) {
        switch (remedy.kind()) {
            case FAIL -> fail(fault.or(() -> status(answer)).orElseThrow());
            case OMIT -> outcome.tryComplete(Outcome.leftOut(fault));
            case SKIP -> outcome.tryComplete(Outcome.skipped(fault));
            case NULL -> outcome.tryComplete(Outcome.value(null, fault));
            case BODY -> fill(answer, answer.orElseThrow().body(), fault);
            case USE -> use(remedy, answer, fault);
            case STALE -> stale(fault.or(() -> status(answer)).orElseThrow());
        }
    }

    private static Optional<Fault> status(Optional<Answer> answer) {
        return answer.map(given -> Fault.status(given.status()));
    }

    private void fail(Fault fault) {
        outcome.tryFail(fault.problem(planned.name()));
    }

    private void fill(Optional<Answer> answer, Object body, Optional<Fault> fault) {
        outcome.tryComplete(Outcome.value(answer.orElse(Answer.NONE).value(body), fault));
    }

    private void use(Remedy remedy, Optional<Answer> answer, Optional<Fault> fault) {
        Object value;
        try {
            showItem();
            value = remedy.value().orElseThrow().evaluate(call);
        } catch (RuntimeException absent) {
            fail(Fault.of(absent, planned.name()));
            return;
        }
        fill(answer, value, fault);
    }

    /** The last good answer stands in, and says that it does; where there is none the fault decides. */
    private void stale(Fault fault) {
        if (exchange == null) {
            fail(fault);
            return;
        }
        exchange.lastGood().onComplete(done -> {
            if (done.succeeded() && done.result().isPresent()) {
                fill(done.result(), done.result().get().body(), Optional.of(fault));
            } else {
                fail(fault);
            }
        });
    }
}
