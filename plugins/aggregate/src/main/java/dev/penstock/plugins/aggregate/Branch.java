package dev.penstock.plugins.aggregate;

import dev.penstock.sdk.Call;
import dev.penstock.sdk.Key;
import dev.penstock.sdk.Problem;
import dev.penstock.sdk.Scheduler;
import dev.penstock.sdk.Step;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/**
 * One call of a join, as a branch: awaits the calls that it names, sends, and turns what comes into an outcome. It
 * always succeeds, since what happened is data of the join.
 */
final class Branch implements Step {
    private static final System.Logger LOG = System.getLogger(Branch.class.getName());

    private final Key<Join> key;
    private final Planned planned;
    private final int index;
    private final List<Integer> awaits;
    private final Scheduler scheduler;

    /**
     * @param key where the join stands in a call
     * @param index the call's place in the join
     * @param awaits the places of the calls that it names
     */
    Branch(Key<Join> key, Planned planned, int index, List<Integer> awaits, Scheduler scheduler) {
        this.key = key;
        this.planned = planned;
        this.index = index;
        this.awaits = awaits;
        this.scheduler = scheduler;
    }

    @Override
    public Future<Void> apply(Call call) {
        Join join = call.get(key).orElseThrow();
        join.ended(awaits).onSuccess(ready -> begin(join));
        return join.ended(index);
    }

    private void begin(Join join) {
        if (join.isOver()) {
            return;
        }
        try {
            if (planned.namesLeftOut(join.call())) {
                boolean byError = awaits.stream().anyMatch(join::lost);
                leaveOut(join, byError ? Optional.of(Fault.NOT_MADE) : Optional.empty());
            } else if (planned.isWanted(join.call())) {
                send(join);
            } else {
                makeNull(join, Optional.empty());
            }
        } catch (RuntimeException thrown) {
            failed(join, thrown);
        }
    }

    private void send(Join join) {
        Exchange exchange =
                Exchange.start(planned, join.call(), planned.request().render(join.call()), scheduler);
        join.runs(exchange);
        exchange.answer().onSuccess(answer -> answered(join, answer)).onFailure(cause -> failed(join, cause));
    }

    private void answered(Join join, Answer answer) {
        if (planned.rules().isError(answer.status())) {
            settle(join, planned.rules().onError(), Optional.of(answer), Optional.of(Fault.status(answer.status())));
        } else {
            settle(join, planned.rules().remedy(answer.status()), Optional.of(answer), Optional.empty());
        }
    }

    /** A fault of the client's request is the client's to hear, whatever the file says about errors. */
    private void failed(Join join, Throwable cause) {
        if (join.isOver()) {
            return;
        }
        if (cause instanceof Problem problem && problem.status() < 500) {
            join.fail(problem);
        } else if (cause instanceof Problem problem) {
            settle(join, planned.rules().onError(), Optional.empty(), Optional.of(Fault.of(problem)));
        } else {
            LOG.log(System.Logger.Level.WARNING, "the call '" + planned.name() + "' met a defect", cause);
            Problem defect = Problem.of(Problem.Kind.STEP_FAILED, "it could not be made", cause);
            settle(join, planned.rules().onError(), Optional.empty(), Optional.of(Fault.of(defect)));
        }
    }

    private void settle(Join join, Remedy remedy, Optional<Answer> answer, Optional<Fault> fault) {
        switch (remedy.kind()) {
            case FAIL ->
                join.fail(fault.or(() -> answer.map(a -> Fault.status(a.status())))
                        .orElseThrow()
                        .problem(planned.name()));
            case OMIT -> leaveOut(join, fault);
            case NULL -> makeNull(join, fault);
            case BODY -> fill(join, answer, answer.orElseThrow().body(), fault);
            case USE -> use(join, remedy, answer, fault);
        }
    }

    private void use(Join join, Remedy remedy, Optional<Answer> answer, Optional<Fault> fault) {
        Object value;
        try {
            value = remedy.value().orElseThrow().evaluate(join.call());
        } catch (Problem absent) {
            join.fail(Fault.of(absent).problem(planned.name()));
            return;
        }
        fill(join, answer, value, fault);
    }

    private void fill(Join join, Optional<Answer> answer, Object body, Optional<Fault> fault) {
        planned.slot().fill(join.call(), answer.orElse(Answer.NONE).value(body));
        join.end(index, new Outcome(body, false, fault));
    }

    private void makeNull(Join join, Optional<Fault> fault) {
        planned.slot().fill(join.call(), null);
        join.end(index, new Outcome(null, false, fault));
    }

    private void leaveOut(Join join, Optional<Fault> fault) {
        planned.slot().leaveOut(join.call());
        join.end(index, new Outcome(null, true, fault));
    }
}
