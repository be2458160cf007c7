package dev.penstock.plugins.example;

import dev.penstock.sdk.Plugin;
import dev.penstock.sdk.StepFactory;
import java.util.List;

/** What a third party's jar looks like: it brings one step, {@code stamp}. */
public final class StampPlugin implements Plugin {
    @Override
    public List<StepFactory<?>> steps() {
        return List.of(new StampFactory());
    }
}
