package dev.penstock.plugins.cache;

import dev.penstock.sdk.Call;
import dev.penstock.sdk.Problem;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;

/** One who waits for a fetch, on its own event loop, while the fetch may live on another. */
final class Waiter {
    private final Promise<Outcome> told = Promise.promise();
    private final Call call;
    private final MultiMap request;
    private final Whose whose;
    private final boolean starter;
    private final boolean mayBeStale;

    /**
     * @param call that waits, on its own loop
     * @param request as it went into the cache; never changed
     * @param starter whether the fetch runs for this one
     * @param mayBeStale whether a stale answer will do where there is an error
     */
    Waiter(Call call, MultiMap request, Whose whose, boolean starter, boolean mayBeStale) {
        this.call = call;
        this.request = request;
        this.whose = whose;
        this.starter = starter;
        this.mayBeStale = mayBeStale;
    }

    boolean isStarter() {
        return starter;
    }

    boolean mayBeStale() {
        return mayBeStale;
    }

    boolean suits(Answer answer) {
        return answer.suits(request, whose);
    }

    boolean suitsVariant(Answer answer) {
        return answer.variant().suits(request);
    }

    /** Completes on the loop of its call. */
    Future<Outcome> outcome() {
        return call.onLoop(told.future());
    }

    /** May be called on any thread. */
    void tell(Outcome outcome) {
        if (!told.tryComplete(outcome)) {
            outcome.discard();
        }
    }

    /** Says, on its loop, that it waits no more: its client has left, or its deadline has passed. */
    void leave() {
        told.tryFail(Problem.of(Problem.Kind.DEADLINE, "the request ended while it waited for another's answer"));
    }
}
