package dev.penstock.sdk;

import io.vertx.core.Future;

/**
 * Decides whether, how often and for whom the steps below it run: a cache, a retry, a shield.
 *
 * <p>The steps above see one reply, whatever happened below. An {@code Around} that answers without running the rest is
 * as good as one that runs it twice.
 *
 * <p>It may register hooks, which see the reply that it returned; {@link Call#reply} is empty until then. When the call's
 * own deadline passes or its client leaves, it is not asked: the call has ended for the steps above, and what it returns
 * later is discarded. Who must be able to answer in another's place bounds the run below by a
 * {@linkplain Call#detached detached} call with less time.
 */
@FunctionalInterface
public non-sealed interface Around extends Stage {
    /**
     * Runs on the call's event loop.
     *
     * @param call the call as the steps above left it
     * @param rest the steps below
     * @return the reply that goes up; may complete on any thread. A failure is treated as that of a {@link Step}; a
     *     reply that comes when the call has ended is discarded
     */
    Future<Reply> apply(Call call, Rest rest);
}
