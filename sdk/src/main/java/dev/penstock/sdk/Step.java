package dev.penstock.sdk;

import io.vertx.core.Future;

/**
 * A verb on one call: looks, edits, answers or refuses.
 *
 * <p>It may edit {@link Call#outbound()}, answer by {@link Call#respond}, take part on the way back by
 * {@link Call#onReply}, and release what it holds by {@link Call#onEnd}.
 */
@FunctionalInterface
public non-sealed interface Step extends Stage {
    /**
     * Runs on the call's event loop.
     *
     * @return completes when the next step may run; may complete on any thread. A failure, like a throw, ends the way
     *     down: a {@link Problem} as it is, anything else as a 500 whose cause goes to the log alone
     */
    Future<Void> apply(Call call);
}
