package dev.penstock.engine.plugin;

import dev.penstock.sdk.Plugin;
import dev.penstock.sdk.StepFactory;
import java.util.List;

/**
 * A plugin that was started, and its steps.
 *
 * @param origin the jar, or the class of a plugin on the class path, for faults
 */
record Brought(String origin, Plugin plugin, List<StepFactory<?>> steps) {
    Brought {
        steps = List.copyOf(steps);
    }
}
