package dev.penstock.plugins.aggregate;

import dev.penstock.sdk.Call;
import dev.penstock.sdk.Problem;
import dev.penstock.sdk.Reuse;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The calls of one request, as far as they have come. On the call's loop alone.
 *
 * <p>Every call ends exactly once: with an outcome, or because the join is over. A join is over when a call decided that
 * it fails, or when the request has ended; then what runs is cancelled, and what waits never starts.
 */
final class Join {
    private final Call call;
    private final List<Planned> calls;
    private final List<Promise<Void>> ends = new ArrayList<>();
    private final Outcome[] outcomes;
    private final List<Exchange> running = new ArrayList<>();
    private Optional<Problem> failure = Optional.empty();
    private boolean over;

    Join(Call call, List<Planned> calls) {
        this.call = call;
        this.calls = calls;
        this.outcomes = new Outcome[calls.size()];
        calls.forEach(planned -> ends.add(Promise.promise()));
        call.onEnd(ending -> stop());
    }

    Call call() {
        return call;
    }

    boolean isOver() {
        return over;
    }

    /** What decided that the whole fails. */
    Optional<Problem> failure() {
        return failure;
    }

    /** Completes when this call has ended, however; never fails. */
    Future<Void> ended(int index) {
        return ends.get(index).future();
    }

    /** Completes when all of these calls have ended. */
    Future<Void> ended(List<Integer> indices) {
        return indices.isEmpty()
                ? Future.succeededFuture()
                : Future.join(indices.stream().map(this::ended).toList()).mapEmpty();
    }

    /** Cancels this exchange when the join is over. */
    void runs(Exchange exchange) {
        running.add(exchange);
        exchange.answer().onComplete(ended -> running.remove(exchange));
    }

    /** The call ended with this outcome. */
    void end(int index, Outcome outcome) {
        if (!over) {
            outcomes[index] = outcome;
            ends.get(index).tryComplete();
        }
    }

    /** The whole fails; the first problem is the one that is told. */
    void fail(Problem problem) {
        if (!over) {
            failure = Optional.of(problem);
            stop();
        }
    }

    private void stop() {
        over = true;
        List.copyOf(running).forEach(Exchange::cancel);
        ends.forEach(Promise::tryComplete);
    }

    /** Whether an error left this call out. */
    boolean lost(int index) {
        return outcomes[index].leftOut() && outcomes[index].fault().isPresent();
    }

    /** The body of every call by its name, in the order written, without those that were left out. */
    Map<String, Object> bodies() {
        Map<String, Object> bodies = new LinkedHashMap<>();
        for (int i = 0; i < outcomes.length; i++) {
            if (!outcomes[i].leftOut()) {
                bodies.put(calls.get(i).name(), outcomes[i].body());
            }
        }
        return bodies;
    }

    /** How what the calls brought may be used again: one whose answer an error replaced or left out nobody keeps. */
    Reuse reuse() {
        Reuse all = faults().isEmpty() ? Reuse.NOTHING : Reuse.NO_STORE;
        for (Planned planned : calls) {
            all = all.and(planned.slot().reuse(call));
        }
        return all;
    }

    /** What an error replaced or left out: call name to the error. */
    Map<String, Fault> faults() {
        Map<String, Fault> faults = new LinkedHashMap<>();
        for (int i = 0; i < outcomes.length; i++) {
            String name = calls.get(i).name();
            outcomes[i].fault().ifPresent(fault -> faults.put(name, fault));
        }
        return faults;
    }
}
