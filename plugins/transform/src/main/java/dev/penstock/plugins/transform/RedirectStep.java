package dev.penstock.plugins.transform;

import dev.penstock.sdk.Call;
import dev.penstock.sdk.Made;
import dev.penstock.sdk.Reply;
import dev.penstock.sdk.Reuse;
import dev.penstock.sdk.Step;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;

/** Answers with another place. */
final class RedirectStep implements Step {
    private final int status;
    private final Location to;
    private final Made made;

    RedirectStep(int status, Location to, Made made) {
        this.status = status;
        this.to = to;
        this.made = made;
    }

    @Override
    public Future<Void> apply(Call call) {
        Reply reply = Reply.of(status);
        reply.headers().set(HttpHeaders.LOCATION, to.evaluate(call));
        made.mark(call, reply, Reuse.NOTHING);
        call.respond(reply);
        return Future.succeededFuture();
    }
}
