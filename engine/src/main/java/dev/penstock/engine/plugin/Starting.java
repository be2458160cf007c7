package dev.penstock.engine.plugin;

import dev.penstock.sdk.Host;
import dev.penstock.sdk.Plugin;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
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

    private Starting() {}

    /**
     * Starts all plugins that the services of this loader name; when one fails, those before it are stopped.
     *
     * @throws BadJar when a plugin cannot be made or started
     */
    static List<Brought> all(String origin, ClassLoader loader, Host host) throws BadJar {
        List<Brought> started = new ArrayList<>();
        try {
            Iterator<Plugin> plugins = ServiceLoader.load(Plugin.class, loader).iterator();
            while (next(plugins)) {
                started.add(start(origin, plugins, host));
            }
            return started;
        } catch (BadJar bad) {
            stop(started);
            throw bad;
        }
    }

    /** Starts all plugins that the services of this loader name; those that fail are left out, and told of. */
    static List<Brought> each(String origin, ClassLoader loader, Host host, Consumer<BadJar> failed) {
        List<Brought> started = new ArrayList<>();
        Iterator<Plugin> plugins = ServiceLoader.load(Plugin.class, loader).iterator();
        boolean more = true;
        while (more) {
            try {
                more = next(plugins);
                if (more) {
                    started.add(start(origin, plugins, host));
                }
            } catch (BadJar bad) {
                failed.accept(bad);
            }
        }
        return started;
    }

    private static boolean next(Iterator<Plugin> plugins) throws BadJar {
        try {
            return plugins.hasNext();
        } catch (ServiceConfigurationError | LinkageError broken) {
            throw failing(broken);
        }
    }

    private static Brought start(String origin, Iterator<Plugin> plugins, Host host) throws BadJar {
        Plugin plugin;
        try {
            plugin = plugins.next();
        } catch (ServiceConfigurationError | LinkageError | RuntimeException broken) {
            throw failing(broken);
        }
        try {
            plugin.start(host);
            return new Brought(origin, plugin, plugin.steps());
        } catch (LinkageError | RuntimeException broken) {
            stop(List.of(new Brought(origin, plugin, List.of())));
            throw failing(broken);
        }
    }

    private static BadJar failing(Throwable broken) {
        return new BadJar("expected a plugin that starts, found one that fails: " + reason(broken), broken);
    }

    /** Stops plugins, the last one first; what they throw is logged. */
    static void stop(List<Brought> started) {
        List<Brought> newestFirst = new ArrayList<>(started);
        Collections.reverse(newestFirst);
        for (Brought brought : newestFirst) {
            try {
                brought.plugin().stop();
            } catch (LinkageError | RuntimeException broken) {
                LOG.log(Level.WARNING, "a plugin of " + brought.origin() + " failed to stop", broken);
            }
        }
    }

    private static String reason(Throwable broken) {
        return broken instanceof ServiceConfigurationError ? String.valueOf(broken.getMessage()) : broken.toString();
    }
}
