package dev.penstock.engine.camel;

import dev.penstock.engine.call.CallState;
import dev.penstock.sdk.Reply;
import io.vertx.core.Future;
import io.vertx.core.Promise;

/** A compiled route: what the front runs a call through. */
public final class Pipeline {
    private final CallEndpoint front;

    public Pipeline(CallEndpoint front) {
        this.front = front;
    }

    /**
     * Runs a call down and up, on its loop.
     *
     * @return the call's answer
     */
    public Future<Reply> run(CallState call) {
        front.run(call, () -> call.ascend(0).onSuccess(call::complete));
        return call.answer();
    }

    /**
     * Runs the steps below an {@code Around}: up to where it stands, but the whole way for a call that was detached
     * there. A second {@code Around} further down is on the way of that one.
     */
    static Future<Reply> run(CallState call, CallEndpoint below) {
        int depth = call.depth();
        call.descend();
        if (call.beginsDetached()) {
            below.run(call, () -> call.ascend(depth).onSuccess(call::complete));
            return call.answer().map(call::endingWithBody).otherwise(gone -> call.givenUp());
        }
        Promise<Reply> up = Promise.promise();
        below.run(
                call,
                () -> call.ascend(depth).onSuccess(reply -> {
                    call.rest();
                    up.complete(reply);
                }));
        return up.future();
    }
}
