package dev.penstock.plugins.transform;

import dev.penstock.sdk.Call;
import dev.penstock.sdk.Outbound;
import dev.penstock.sdk.Step;
import io.vertx.core.Future;
import java.util.Optional;

/** Edits where, how and as whose host the request goes up. */
final class RewriteStep implements Step {
    private final Optional<Checked> path;
    private final QueryEdits query;
    private final Optional<Checked> method;
    private final Optional<Checked> host;

    RewriteStep(Optional<Checked> path, QueryEdits query, Optional<Checked> method, Optional<Checked> host) {
        this.path = path;
        this.query = query;
        this.method = method;
        this.host = host;
    }

    /** Evaluates every value before the first edit, so that a value may read what it replaces. */
    @Override
    public Future<Void> apply(Call call) {
        Outbound request = call.outbound();
        Optional<Outbound> target = path.flatMap(value -> value.evaluate(call)).map(url -> Outbound.of("", url));
        Optional<String> nextQuery = query.apply(call, request.query(), target.flatMap(Outbound::query));
        Optional<String> nextMethod = method.flatMap(value -> value.evaluate(call));
        Optional<String> nextHost = host.flatMap(value -> value.evaluate(call));
        target.map(Outbound::path).ifPresent(request::path);
        request.query(nextQuery);
        nextMethod.ifPresent(request::method);
        nextHost.ifPresent(name -> request.host(Optional.of(name)));
        return Future.succeededFuture();
    }
}
