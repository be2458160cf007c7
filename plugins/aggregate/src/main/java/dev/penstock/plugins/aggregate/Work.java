package dev.penstock.plugins.aggregate;

import dev.penstock.sdk.Call;
import dev.penstock.sdk.Scheduler;
import io.vertx.core.Future;

/** One call on its way: one request, or one for each item of a list. On the loop of the request that it is made for. */
sealed interface Work permits Fetch, Items {
    /**
     * Makes a call if its {@code when} holds; else it is null.
     *
     * @param call in which all names that it reads have ended
     */
    static Work begin(Planned planned, Call call, Scheduler scheduler) {
        return planned.each().isPresent()
                ? Items.start(planned, planned.each().get(), call, scheduler)
                : Fetch.start(planned, call, scheduler);
    }

    /** How it ended; fails with the {@link dev.penstock.sdk.Problem} that decides the whole. */
    Future<Outcome> outcome();

    /** How many requests it has made so far. */
    int requests();

    /** Gives it up: what runs is cancelled, and its outcome fails if it has not ended. */
    void cancel();
}
