package dev.penstock.plugins.transform;

import dev.penstock.sdk.Stage;
import dev.penstock.sdk.StepContext;
import dev.penstock.sdk.StepFactory;
import java.util.List;

/** {@code limits}. */
final class LimitsFactory implements StepFactory<LimitsConfig> {
    @Override
    public String type() {
        return "limits";
    }

    @Override
    public Class<LimitsConfig> settings() {
        return LimitsConfig.class;
    }

    @Override
    public List<Stage> create(LimitsConfig settings, StepContext context) {
        context.refuses();
        return List.of(new LimitsStep(settings, context.name()));
    }
}
