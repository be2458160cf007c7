package dev.penstock.plugins.example;

import dev.penstock.sdk.Direction;
import dev.penstock.sdk.Expression;
import dev.penstock.sdk.Fields;
import dev.penstock.sdk.Stage;
import dev.penstock.sdk.Step;
import dev.penstock.sdk.StepContext;
import dev.penstock.sdk.StepFactory;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Compiles {@code stamp} to one {@link Step} that takes part on the way back. */
final class StampFactory implements StepFactory<StampConfig> {
    @Override
    public String type() {
        return "stamp";
    }

    @Override
    public Class<StampConfig> settings() {
        return StampConfig.class;
    }

    @Override
    public Optional<String> shorthand() {
        return Optional.of("text");
    }

    @Override
    public List<Stage> create(StampConfig settings, StepContext context) {
        Fields.fault(settings.header(), Direction.RESPONSE)
                .ifPresent(fault -> context.fault(context.settings(), fault));
        Expression<String> text = context.text(settings.text());
        AtomicLong count = context.host().state("stamp:" + context.id(), AtomicLong.class, AtomicLong::new);
        Step stamp = call -> {
            call.onReply(reply -> {
                call.vars().put("stamp", count.incrementAndGet());
                reply.headers().set(settings.header(), text.evaluate(call));
                return Future.succeededFuture();
            });
            return Future.succeededFuture();
        };
        return List.of(stamp);
    }
}
