package dev.penstock.engine.compile;

import dev.penstock.engine.call.Site;
import dev.penstock.engine.camel.RouteAssembly.Compiled;
import dev.penstock.engine.config.MatchSpec;
import dev.penstock.sdk.Preflight;
import dev.penstock.sdk.Reply;
import dev.penstock.sdk.Stage;
import dev.penstock.sdk.Step;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a CORS preflight of a route runs through: of its steps just those that answer preflights. */
final class Preflights {
    private Preflights() {}

    /** The steps of that pipeline; empty when no step of the route answers preflights. */
    static Optional<List<Compiled>> of(List<Compiled> steps, MatchSpec match) {
        List<Compiled> kept = new ArrayList<>();
        boolean found = false;
        for (Compiled step : steps) {
            List<Stage> asking = step.stages().stream()
                    .filter(Preflight.class::isInstance)
                    .map(stage -> asking((Preflight) stage))
                    .toList();
            found |= !asking.isEmpty();
            if (!asking.isEmpty()) {
                kept.add(new Compiled(step.site(), step.when(), step.whenReadsBody(), asking));
            } else if (step.stages().stream().anyMatch(PolicyGate.Look.class::isInstance)) {
                kept.add(step);
            }
        }
        kept.add(new Compiled(new Site("", false, -1, -1), Optional.empty(), false, List.of(otherwise(match))));
        return found ? Optional.of(kept) : Optional.empty();
    }

    private static Stage asking(Preflight preflight) {
        return (Step) call -> {
            preflight.preflight(call).ifPresent(call::respond);
            return Future.succeededFuture();
        };
    }

    /** A step that left it to the gateway: the answer to any other OPTIONS. */
    private static Step otherwise(MatchSpec match) {
        String allow = String.join(", ", match.methods());
        return call -> {
            Reply reply = Reply.of(204);
            if (!allow.isEmpty()) {
                reply.headers().set("allow", allow);
            }
            call.respond(reply);
            return Future.succeededFuture();
        };
    }
}
