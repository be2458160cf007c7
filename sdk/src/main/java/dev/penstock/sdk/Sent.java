package dev.penstock.sdk;

import io.vertx.core.Future;

/** A request on its way. */
public interface Sent {
    /**
     * The head of the answer has come; its body is still to be read, or discarded. Completes on the call's loop.
     * Whatever status the upstream sent is a success; a failure is a {@link Problem} of 502, 503 or 504 with its
     * {@link Problem#proxyError()}.
     */
    Future<Reply> reply();

    /** Gives it up: the connection is reset, a reply that is still to come fails with a 503, and so does a body that is being read. */
    void cancel();
}
