package dev.penstock.plugins.aggregate;

import dev.penstock.sdk.Call;
import dev.penstock.sdk.Problem;
import dev.penstock.sdk.Scheduler;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The requests of a {@code for-each}: as many at once as the file allows, what comes of them in the order of the items.
 * The first item that leaves the call out, or fails the whole, cancels those that run.
 */
final class Items implements Work {
    private final Planned planned;
    private final Each each;
    private final Call call;
    private final Scheduler scheduler;
    private final Promise<Outcome> outcome = Promise.promise();
    private List<?> items = List.of();
    private Fetch[] running = new Fetch[0];
    private Outcome[] outcomes = new Outcome[0];
    private int started;
    private int ended;
    private boolean starting;

    private Items(Planned planned, Each each, Call call, Scheduler scheduler) {
        this.planned = planned;
        this.each = each;
        this.call = call;
        this.scheduler = scheduler;
    }

    static Items start(Planned planned, Each each, Call call, Scheduler scheduler) {
        Items all = new Items(planned, each, call, scheduler);
        all.begin();
        return all;
    }

    @Override
    public Future<Outcome> outcome() {
        return outcome.future();
    }

    @Override
    public int requests() {
        return started;
    }

    @Override
    public void cancel() {
        fail(Exchange.givenUp());
    }

    private void begin() {
        try {
            items = planned.isWanted(call) ? each.items(call) : null;
        } catch (RuntimeException wrong) {
            refuse(wrong);
            return;
        }
        if (items == null) {
            outcome.complete(Outcome.NULL);
            return;
        }
        running = new Fetch[items.size()];
        outcomes = new Outcome[items.size()];
        goOn();
    }

    /** What is wrong with the list is an error of the call as a whole, of which {@code omit} alone speaks. */
    private void refuse(RuntimeException wrong) {
        if (wrong instanceof Problem problem && problem.status() < 500) {
            outcome.fail(problem);
            return;
        }
        Fault fault = Fault.of(wrong, planned.name());
        if (planned.rules().onError().kind() == Remedy.Kind.OMIT) {
            outcome.complete(Outcome.leftOut(Optional.of(fault)));
        } else {
            outcome.fail(fault.problem(planned.name()));
        }
    }

    /** An item may end before its start returns: then the loop that started it goes on, not a call within it. */
    private void goOn() {
        if (starting) {
            return;
        }
        starting = true;
        while (!isOver() && started < items.size() && started - ended < each.parallel()) {
            start(started++);
        }
        starting = false;
        if (!isOver() && ended == items.size()) {
            outcome.complete(whole());
        }
    }

    private void start(int index) {
        Fetch fetch = Fetch.start(planned, call, items.get(index), scheduler);
        running[index] = fetch;
        fetch.outcome().onComplete(done -> end(index, done), this::fail);
    }

    private void end(int index, Outcome done) {
        if (isOver()) {
            return;
        }
        running[index] = null;
        outcomes[index] = done;
        ended++;
        if (done.isLeftOut()) {
            outcome.complete(done);
            cancelRunning();
        } else {
            goOn();
        }
    }

    private void fail(Throwable problem) {
        if (outcome.tryFail(problem)) {
            cancelRunning();
        }
    }

    private boolean isOver() {
        return outcome.future().isComplete();
    }

    private void cancelRunning() {
        for (int i = 0; i < started; i++) {
            if (running[i] != null) {
                running[i].cancel();
            }
        }
    }

    /** The bodies in the order of the items; the first item that met an error speaks for the call. */
    private Outcome whole() {
        List<Object> bodies = new ArrayList<>(outcomes.length);
        Optional<Fault> fault = Optional.empty();
        for (Outcome item : outcomes) {
            if (item.kind() == Outcome.Kind.VALUE) {
                bodies.add(item.body());
            }
            if (fault.isEmpty()) {
                fault = item.fault();
            }
        }
        return Outcome.value(Collections.singletonMap("body", bodies), fault);
    }
}
