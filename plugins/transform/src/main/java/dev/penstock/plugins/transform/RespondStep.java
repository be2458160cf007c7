package dev.penstock.plugins.transform;

import dev.penstock.sdk.Call;
import dev.penstock.sdk.Made;
import dev.penstock.sdk.Reply;
import dev.penstock.sdk.Reuse;
import dev.penstock.sdk.Step;
import io.vertx.core.Future;

/** Answers. */
final class RespondStep implements Step {
    private final int status;
    private final HeaderEdits headers;
    private final Content content;
    private final Made made;

    RespondStep(int status, HeaderEdits headers, Content content, Made made) {
        this.status = status;
        this.headers = headers;
        this.content = content;
        this.made = made;
    }

    @Override
    public Future<Void> apply(Call call) {
        Reply reply = Reply.of(status);
        content.write(call, reply);
        headers.apply(call, reply.headers());
        made.mark(call, reply, Reuse.NOTHING);
        call.respond(reply);
        return Future.succeededFuture();
    }
}
