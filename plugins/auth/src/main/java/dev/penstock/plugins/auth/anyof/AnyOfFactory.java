package dev.penstock.plugins.auth.anyof;

import dev.penstock.sdk.Credential;
import dev.penstock.sdk.Nested;
import dev.penstock.sdk.Node;
import dev.penstock.sdk.Stage;
import dev.penstock.sdk.Step;
import dev.penstock.sdk.StepContext;
import dev.penstock.sdk.StepFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compiles {@code any-of}. */
public final class AnyOfFactory implements StepFactory<AnyOfConfig> {
    @Override
    public String type() {
        return "any-of";
    }

    @Override
    public Class<AnyOfConfig> settings() {
        return AnyOfConfig.class;
    }

    @Override
    public Optional<String> shorthand() {
        return Optional.of("steps");
    }

    @Override
    public List<Stage> create(AnyOfConfig settings, StepContext context) {
        context.authenticates();
        List<Way> ways = new ArrayList<>();
        if (settings.steps() instanceof Node.Sequence list && list.items().isEmpty()) {
            context.fault(list, "expected auth steps such as jwt and api-key, found none: nobody would be let in");
        }
        for (Nested step : context.steps(settings.steps())) {
            way(step, context).ifPresent(ways::add);
        }
        return List.of(new AnyOfStep(ways));
    }

    /** Every auth step is one stage, a step that knows its credential. */
    private static Optional<Way> way(Nested step, StepContext context) {
        if (step.stages().size() == 1
                && step.stages().get(0) instanceof Step verb
                && step.stages().get(0) instanceof Credential credential) {
            return Optional.of(new Way(step.name(), step.when(), credential, verb));
        }
        if (!step.stages().isEmpty()) {
            context.fault(
                    step.place(),
                    "expected a step that says who is calling, such as jwt or api-key, found '" + step.type()
                            + "': put it below 'any-of'");
        }
        return Optional.empty();
    }
}
