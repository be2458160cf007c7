package dev.penstock.plugins.transform;

import dev.penstock.sdk.Call;
import dev.penstock.sdk.Step;
import io.vertx.core.Future;
import java.util.Optional;

/** Edits the request on its way down, and the reply on its way back. */
final class HeadersStep implements Step {
    private final Optional<HeaderEdits> request;
    private final Optional<HeaderEdits> response;

    HeadersStep(Optional<HeaderEdits> request, Optional<HeaderEdits> response) {
        this.request = request;
        this.response = response;
    }

    @Override
    public Future<Void> apply(Call call) {
        if (response.isPresent()) {
            HeaderEdits edits = response.get();
            call.onReply(reply -> {
                edits.apply(call, reply.headers());
                return Future.succeededFuture();
            });
        }
        if (request.isPresent()) {
            request.get().apply(call, call.outbound().headers());
        }
        return Future.succeededFuture();
    }
}
