package dev.penstock.plugins.aggregate;

import dev.penstock.sdk.Key;
import dev.penstock.sdk.Slot;
import dev.penstock.sdk.Stage;
import dev.penstock.sdk.StepContext;
import dev.penstock.sdk.StepFactory;
import java.util.List;

/** {@code call} is a join of one call, whose outcome is what its name stands for. */
final class CallFactory implements StepFactory<CallStepConfig> {
    @Override
    public String type() {
        return "call";
    }

    @Override
    public Class<CallStepConfig> settings() {
        return CallStepConfig.class;
    }

    @Override
    public List<Stage> create(CallStepConfig settings, StepContext context) {
        Slot slot = AggregateFactory.slot(settings.as(), context);
        Planned planned = new CallCompiler(settings.call(), context.settings().place(), context.settings(), context)
                .compile(slot);
        planned.settingThatReads(slot)
                .ifPresent(setting -> context.fault(
                        context.settings().keyPlace(setting),
                        "the call '" + slot.name() + "' waits for its own answer: name another call there"));
        if (settings.call().get().isPresent()) {
            context.looksUp();
        }
        Key<Join> key = Key.named("call " + context.id());
        Plan plan = Plan.of(List.of(planned), List.of(List.of()), context);
        return List.of(new CallStep(key, plan, new Branch(key, plan, 0)));
    }
}
