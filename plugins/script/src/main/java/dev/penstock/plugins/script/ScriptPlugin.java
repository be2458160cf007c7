package dev.penstock.plugins.script;

import dev.penstock.sdk.Plugin;
import dev.penstock.sdk.StepFactory;
import java.util.List;

/**
 * Brings the step {@code script}. The JavaScript engine is the plugin's own: it holds compiled code, no state of hooks,
 * and starting it takes a second, so it outlives what a gateway forgets.
 */
public final class ScriptPlugin implements Plugin {
    private Realms realms;

    @Override
    public List<StepFactory<?>> steps() {
        return List.of(new ScriptFactory(this::realms));
    }

    @Override
    public synchronized void stop() {
        if (realms != null) {
            realms.close();
            realms = null;
        }
    }

    private synchronized Realms realms() {
        if (realms == null) {
            realms = new Realms();
        }
        return realms;
    }
}
