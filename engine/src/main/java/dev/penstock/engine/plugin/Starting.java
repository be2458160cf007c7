package dev.penstock.engine.plugin;

import dev.penstock.sdk.Host;
import dev.penstock.sdk.Plugin;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Consumer;

/** Finds, starts and stops the plugins of one class loader. */
final class Starting {
    private static final Logger LOG = System.getLogger(Starting.class.getName());

    private final String origin;
    private final ClassLoader loader;
    private final Host host;
    private final Duration patience;

    /** @param patience how long each of them may take */
    Starting(String origin, ClassLoader loader, Host host, Duration patience) {
        this.origin = origin;
        this.loader = loader;
        this.host = host;
        this.patience = patience;
    }

    /**
     * Starts all plugins that the services of this loader name; when one fails, those before it are stopped.
     *
     * @throws BadJar when a plugin cannot be made or started
     */
    List<Brought> all() throws BadJar {
        List<Brought> started = new ArrayList<>();
        try {
            Iterator<Plugin> plugins = ServiceLoader.load(Plugin.class, loader).iterator();
            while (next(plugins)) {
                started.add(start(plugins));
            }
            return started;
        } catch (BadJar bad) {
            stop(started, patience);
            throw bad;
        }
    }

    /** Starts all plugins that the services of this loader name; those that fail are left out, and told of. */
    List<Brought> each(Consumer<BadJar> failed) {
        List<Brought> started = new ArrayList<>();
        Iterator<Plugin> plugins = ServiceLoader.load(Plugin.class, loader).iterator();
        boolean more = true;
        while (more) {
            try {
                more = next(plugins);
                if (more) {
                    started.add(start(plugins));
                }
            } catch (BadJar bad) {
                failed.accept(bad);
            }
        }
        return started;
    }

    private boolean next(Iterator<Plugin> plugins) throws BadJar {
        try {
            return plugins.hasNext();
        } catch (ServiceConfigurationError | LinkageError broken) {
            throw BadJar.failing(broken);
        }
    }

    private Brought start(Iterator<Plugin> plugins) throws BadJar {
        Plugin plugin = Errand.run("the making of a plugin", loader, patience, plugins::next);
        try {
            return Errand.run("'start' of " + plugin.getClass().getName(), loader, patience, () -> {
                plugin.start(host);
                return new Brought(origin, host, plugin, plugin.steps());
            });
        } catch (BadJar broken) {
            stop(List.of(new Brought(origin, host, plugin, List.of())), patience);
            throw broken;
        }
    }

    /** Stops plugins, the last one first; what they throw is logged. */
    static void stop(List<Brought> started, Duration patience) {
        List<Brought> newestFirst = new ArrayList<>(started);
        Collections.reverse(newestFirst);
        for (Brought brought : newestFirst) {
            Plugin plugin = brought.plugin();
            ClassLoader loader = plugin.getClass().getClassLoader();
            try {
                Errand.run("'stop' of " + plugin.getClass().getName(), loader, patience, () -> {
                    plugin.stop();
                    return true;
                });
            } catch (BadJar broken) {
                LOG.log(Level.WARNING, "a plugin of " + brought.origin() + " failed to stop", broken);
            }
        }
    }
}
