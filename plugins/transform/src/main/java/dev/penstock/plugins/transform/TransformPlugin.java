package dev.penstock.plugins.transform;

import dev.penstock.sdk.Plugin;
import dev.penstock.sdk.StepFactory;
import java.util.List;

/** Brings the steps that edit requests and answers, answer by themselves, refuse by size, type and origin, or compress. */
public final class TransformPlugin implements Plugin {
    @Override
    public List<StepFactory<?>> steps() {
        return List.of(
                new HeadersFactory(),
                new RewriteFactory(),
                new RespondFactory(),
                new RedirectFactory(),
                new CorsFactory(),
                new LimitsFactory(),
                new CompressFactory());
    }
}
