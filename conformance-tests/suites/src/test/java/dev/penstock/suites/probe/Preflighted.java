package dev.penstock.suites.probe;

import dev.penstock.sdk.Call;
import dev.penstock.sdk.Preflight;
import dev.penstock.sdk.Reply;
import dev.penstock.sdk.Step;
import io.vertx.core.Future;
import java.util.Optional;

/** A step that answers preflights, and says who it is. */
record Preflighted(String name) implements Step, Preflight {
    @Override
    public Future<Void> apply(Call call) {
        return Future.succeededFuture();
    }

    @Override
    public Optional<Reply> preflight(Call call) {
        Reply reply = Reply.of(204);
        reply.headers().set("x-preflight", name);
        return Optional.of(reply);
    }
}
