package dev.penstock.plugins.script;

import dev.penstock.sdk.Plugin;
import dev.penstock.sdk.StepFactory;
import java.util.List;

/** Brings the step {@code script}. */
public final class ScriptPlugin implements Plugin {
    @Override
    public List<StepFactory<?>> steps() {
        return List.of(new ScriptFactory());
    }
}
