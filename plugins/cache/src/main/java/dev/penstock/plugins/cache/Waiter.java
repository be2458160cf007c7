package dev.penstock.plugins.cache;

import dev.penstock.sdk.Call;
import dev.penstock.sdk.Problem;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import java.time.Instant;

/** One who waits for a fetch, on its own event loop, while the fetch may live on another. */
final class Waiter {
    private final Promise<Outcome> told = Promise.promise();
    private final Call call;
    private final MultiMap request;
    private final Whose whose;
    private final boolean starter;
    private final Asked asked;

    /**
     * @param call that waits, on its own loop
     * @param request as it went into the cache; never changed
     * @param starter whether the fetch runs for this one
     * @param asked what its client asks of caches
     */
    Waiter(Call call, MultiMap request, Whose whose, boolean starter, Asked asked) {
        this.call = call;
        this.request = request;
        this.whose = whose;
        this.starter = starter;
        this.asked = asked;
    }

    boolean isStarter() {
        return starter;
    }

    /** Whether this stale answer will do for it where there is an error. */
    boolean acceptsOnError(Answer answer, Instant now) {
        return suits(answer) && asked.acceptsOnError(answer.timing(), now);
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
