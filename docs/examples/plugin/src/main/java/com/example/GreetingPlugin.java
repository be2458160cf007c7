package com.example;

import dev.penstock.sdk.Default;
import dev.penstock.sdk.Direction;
import dev.penstock.sdk.Expression;
import dev.penstock.sdk.Fields;
import dev.penstock.sdk.Metrics;
import dev.penstock.sdk.Node;
import dev.penstock.sdk.Plugin;
import dev.penstock.sdk.Stage;
import dev.penstock.sdk.Step;
import dev.penstock.sdk.StepContext;
import dev.penstock.sdk.StepFactory;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Brings the step {@code greeting}, which writes a text into a header of the answer. */
public final class GreetingPlugin implements Plugin, StepFactory<GreetingPlugin.Config> {
    /**
     * {@code greeting: "hello ${request.path}"}, or {@code greeting: {text: hello, header: x-hello}}.
     *
     * @param text what is written
     * @param header where it is written
     */
    public record Config(Node text, @Default("x-greeting") String header) {}

    @Override
    public List<StepFactory<?>> steps() {
        return List.of(this);
    }

    @Override
    public String type() {
        return "greeting";
    }

    @Override
    public Class<Config> settings() {
        return Config.class;
    }

    @Override
    public Optional<String> shorthand() {
        return Optional.of("text");
    }

    @Override
    public List<Stage> create(Config settings, StepContext context) {
        Fields.fault(settings.header(), Direction.RESPONSE)
                .ifPresent(fault -> context.fault(context.settings(), fault));
        Expression<String> text = context.text(settings.text());
        Metrics.Counter written = context.host()
                .metrics()
                .counter("penstock_greeting_total", "Answers that greeting wrote into", List.of("step", context.id()));
        Step step = call -> {
            call.onReply(reply -> {
                reply.headers().set(settings.header(), text.evaluate(call));
                written.add(1);
                return Future.succeededFuture();
            });
            return Future.succeededFuture();
        };
        return List.of(step);
    }
}
