package dev.penstock.engine.call;

import io.vertx.core.MultiMap;

/** The client that waits for an answer, as an upstream's request sees it. On the call's loop. */
@FunctionalInterface
public interface Waiting {
    /** Nobody: a call that goes on without its client. */
    Waiting NOBODY = hints -> {};

    /** Passes a 103 on, unless the answer has begun (RFC 8297). */
    void earlyHints(MultiMap hints);
}
