package dev.penstock.engine.plugin;

import dev.penstock.sdk.Host;
import dev.penstock.sdk.Plugin;
import dev.penstock.sdk.StepFactory;
import java.util.List;

/**
 * A plugin that was started, and its steps.
 *
 * @param origin the jar, or the class path, for faults
 * @param host the gateway as it sees it
 */
record Brought(String origin, Host host, Plugin plugin, List<StepFactory<?>> steps) {
    Brought {
        steps = List.copyOf(steps);
    }
}
