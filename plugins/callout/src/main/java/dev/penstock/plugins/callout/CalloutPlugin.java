package dev.penstock.plugins.callout;

import dev.penstock.sdk.Plugin;
import dev.penstock.sdk.StepFactory;
import java.util.List;

/** Brings {@code camel}. */
public final class CalloutPlugin implements Plugin {
    @Override
    public List<StepFactory<?>> steps() {
        return List.of(new CamelFactory());
    }
}
