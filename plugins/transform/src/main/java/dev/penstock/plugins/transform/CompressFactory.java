package dev.penstock.plugins.transform;

import dev.penstock.sdk.Stage;
import dev.penstock.sdk.StepContext;
import dev.penstock.sdk.StepFactory;
import java.util.List;

/** {@code compress}. */
final class CompressFactory implements StepFactory<CompressConfig> {
    @Override
    public String type() {
        return "compress";
    }

    @Override
    public Class<CompressConfig> settings() {
        return CompressConfig.class;
    }

    @Override
    public List<Stage> create(CompressConfig settings, StepContext context) {
        List<Coding> available =
                settings.encodings().stream().filter(Coding::isAvailable).toList();
        if (available.isEmpty()) {
            context.warn(context.settings(), "'compress' does nothing: this machine has none of its encodings");
        }
        return List.of(new CompressStep(settings, available));
    }
}
