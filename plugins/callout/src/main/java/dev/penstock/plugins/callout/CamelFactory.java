package dev.penstock.plugins.callout;

import dev.penstock.sdk.Callout;
import dev.penstock.sdk.Expression;
import dev.penstock.sdk.Fields;
import dev.penstock.sdk.Made;
import dev.penstock.sdk.Reuse;
import dev.penstock.sdk.Stage;
import dev.penstock.sdk.Step;
import dev.penstock.sdk.StepContext;
import dev.penstock.sdk.StepFactory;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code camel} is one {@link Callout}, and a mark on what it answers. */
final class CamelFactory implements StepFactory<CamelConfig> {
    @Override
    public String type() {
        return "camel";
    }

    @Override
    public Class<CamelConfig> settings() {
        return CamelConfig.class;
    }

    @Override
    public List<Stage> create(CamelConfig settings, StepContext context) {
        Map<String, Expression<String>> headers = new LinkedHashMap<>();
        settings.headers().forEach((name, value) -> {
            if (!Fields.isName(name)) {
                context.fault(
                        context.settings().keyPlace("headers", name),
                        "expected the name of a header, found '" + name + "'");
            }
            headers.put(name, context.field(value));
        });
        if (settings.timeout().isZero()) {
            context.fault(context.settings().keyPlace("timeout"), "expected a timeout of more than zero");
        }
        Duration timeout = settings.timeout().isZero() ? Duration.ofMillis(1) : settings.timeout();
        Callout callout = new Callout(
                context.endpoint(settings.to()),
                headers,
                settings.body().map(context::value),
                timeout,
                settings.reply() == CamelConfig.Wanted.BODY);
        return List.of(marking(context.makes()), callout);
    }

    /** Says of the answer what of the request it was made of: caches keep it apart by that. */
    private static Step marking(Made made) {
        return call -> {
            call.onReply(reply -> {
                if (reply.problem().isEmpty()) {
                    made.mark(call, reply, Reuse.NOTHING);
                }
                return Future.succeededFuture();
            });
            return Future.succeededFuture();
        };
    }
}
