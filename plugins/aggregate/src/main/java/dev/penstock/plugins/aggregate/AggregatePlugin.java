package dev.penstock.plugins.aggregate;

import dev.penstock.sdk.Plugin;
import dev.penstock.sdk.StepFactory;
import java.util.List;

/** Brings {@code aggregate} and {@code call}. */
public final class AggregatePlugin implements Plugin {
    @Override
    public List<StepFactory<?>> steps() {
        return List.of(new AggregateFactory(), new CallFactory());
    }
}
