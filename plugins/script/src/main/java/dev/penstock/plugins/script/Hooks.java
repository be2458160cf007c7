package dev.penstock.plugins.script;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The hooks that are loaded, by their text; one that a reload did not change goes on with its realms. */
final class Hooks {
    private final Map<HookSource, Hook> loaded = new HashMap<>();

    /**
     * The hook of this text, loaded and warm; blocks.
     *
     * @param loops how many event loops there are
     */
    synchronized Hook load(HookSource source, Supplier<Realms> realms, int loops) throws LoadFault {
        Hook known = loaded.get(source);
        if (known != null) {
            known.use();
            return known;
        }
        Hook hook = new Hook(realms.get(), source, loops);
        loaded.put(source, hook);
        return hook;
    }

    /** A step that used the hook is gone; blocks. */
    synchronized void release(Hook hook) {
        if (hook.leave()) {
            loaded.remove(hook.source());
            hook.close();
        }
    }
}
