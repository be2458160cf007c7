package dev.penstock.sdk;

import io.vertx.core.Future;

/** The steps below an {@link Around}. */
@FunctionalInterface
public interface Rest {
    /**
     * Runs the steps below for this call: the one that came in, or one made by {@link Call#detached}. Runs of different
     * calls may overlap. For the same
     * call it may be run again once the reply of the earlier run has been read or {@linkplain Body#discard discarded}, each time with
     * {@link Call#outbound()} as it stands then: hooks and answer of the earlier run are gone, its edits of outbound, vars
     * and slots are not; who runs again {@linkplain Outbound#restore restores} what must not pile up. Who may have to give
     * a run up, such as a hedge, runs a {@linkplain Call#detached detached} call.
     *
     * <p>What the steps below registered by {@link Call#onEnd} in an earlier run is released when the call ends, not
     * before: runs that must let go one by one are detached.
     *
     * @return completes on the call's loop, with the reply after the hooks of the steps below took part; never fails:
     *     what went wrong below, the limit of a detached call included, is a reply with {@link Reply#problem()}. For a
     *     call that has ended nothing runs, and it is a 503
     */
    Future<Reply> run(Call call);
}
