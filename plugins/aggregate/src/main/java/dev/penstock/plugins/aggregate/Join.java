package dev.penstock.plugins.aggregate;

import dev.penstock.sdk.Call;
import dev.penstock.sdk.Problem;
import dev.penstock.sdk.Reuse;
import dev.penstock.sdk.Slot;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpHeaders;
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
    private final Plan plan;
    private final List<Promise<Void>> ends = new ArrayList<>();
    private final Outcome[] outcomes;
    private final Work[] works;
    private final Timeline timeline;
    private Optional<Problem> failure = Optional.empty();
    private boolean over;
    private int pending;
    private int requests;

    Join(Call call, Plan plan) {
        int calls = plan.calls().size();
        this.call = call;
        this.plan = plan;
        this.outcomes = new Outcome[calls];
        this.works = new Work[calls];
        this.pending = calls;
        this.timeline = new Timeline(calls, plan.scheduler());
        for (int i = 0; i < calls; i++) {
            ends.add(Promise.promise());
        }
        call.onEnd(ending -> stop());
    }

    Call call() {
        return call;
    }

    boolean isOver() {
        return over;
    }

    /** Succeeds when all calls have ended and none of them decided that the whole fails. */
    Future<Void> outcome() {
        return failure.<Future<Void>>map(Future::failedFuture)
                .orElseGet(() -> over
                        ? Future.failedFuture(Problem.of(Problem.Kind.UNAVAILABLE, "the request was given up"))
                        : Future.succeededFuture());
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

    /** Makes this call, and cancels it when the join is over. */
    void run(int index) {
        timeline.begins(index);
        Work work = Work.begin(plan.calls().get(index), call, plan.scheduler());
        works[index] = work;
        work.outcome().onSuccess(outcome -> end(index, outcome)).onFailure(problem -> fail(index, problem));
    }

    /** The call ended with this outcome. */
    void end(int index, Outcome outcome) {
        if (!over) {
            settled(index);
            outcome.show(plan.calls().get(index).slot(), call);
            outcomes[index] = outcome;
            if (--pending == 0) {
                tell();
            }
            ends.get(index).tryComplete();
        }
    }

    /** The whole fails; the first problem is the one that is told. */
    void fail(int index, Throwable problem) {
        if (!over) {
            settled(index);
            failure = Optional.of((Problem) problem);
            stop();
        }
    }

    private void settled(int index) {
        timeline.ends(index);
        if (works[index] != null) {
            requests += works[index].requests();
            works[index] = null;
        }
    }

    /** Nothing more ends: what the calls took is counted, and where it was long the access log tells why. */
    private void tell() {
        int running = 0;
        for (Work work : works) {
            running += work == null ? 0 : work.requests();
        }
        plan.tally().joins().add(1);
        plan.tally().calls().add((double) requests + running);
        if (timeline.now() >= plan.slow().toNanos()) {
            call.note(plan.step(), timeline.criticalPath(plan));
        }
    }

    private void stop() {
        if (over) {
            return;
        }
        over = true;
        if (pending > 0) {
            tell();
        }
        for (Work work : works) {
            if (work != null) {
                work.cancel();
            }
        }
        ends.forEach(Promise::tryComplete);
    }

    /** Whether an error left this call out. */
    boolean lost(int index) {
        return outcomes[index].isLeftOut() && outcomes[index].fault().isPresent();
    }

    /** The body of every call by its name, in the order written, without those that were left out. */
    Map<String, Object> bodies() {
        Map<String, Object> bodies = new LinkedHashMap<>();
        for (int i = 0; i < outcomes.length; i++) {
            if (!outcomes[i].isLeftOut()) {
                bodies.put(plan.calls().get(i).name(), outcomes[i].body());
            }
        }
        return bodies;
    }

    /** How what the calls brought may be used again: one whose answer an error replaced or left out nobody keeps. */
    Reuse reuse() {
        Reuse all = faults().isEmpty() ? Reuse.NOTHING : Reuse.NO_STORE;
        for (Planned planned : plan.calls()) {
            all = all.and(planned.slot().reuse(call));
        }
        return all;
    }

    /**
     * Says of a name that the steps below read how it may be used again. Where an error replaced or left out something
     * nobody keeps an answer of this request: it may depend on it in ways that cannot be seen.
     */
    void tells(Slot filled) {
        filled.madeOf(call, reuse());
        if (!faults().isEmpty()) {
            call.onReply(reply -> {
                reply.headers().set(HttpHeaders.CACHE_CONTROL, "no-store");
                return Future.succeededFuture();
            });
        }
    }

    /** What an error replaced or left out: call name to the error. */
    Map<String, Fault> faults() {
        Map<String, Fault> faults = new LinkedHashMap<>();
        for (int i = 0; i < outcomes.length; i++) {
            String name = plan.calls().get(i).name();
            outcomes[i].fault().ifPresent(fault -> faults.put(name, fault));
        }
        return faults;
    }
}
