package dev.penstock.sdk;

import io.vertx.core.Future;

/** A step's part on the way back. */
@FunctionalInterface
public interface ReplyHook {
    /**
     * Edits the reply in place, on the call's loop. An error is a reply too: see {@link Reply#problem()}.
     *
     * @return completes when the next hook may run. A failure, like a throw, replaces the reply by an error. Once the
     *     deadline has passed nobody waits for it: only what was done at once counts, so a hook that waits edits head and body together, at
     *     its end
     */
    Future<Void> onReply(Reply reply);
}
