package dev.penstock.engine.plugin;

import dev.penstock.engine.config.Binder;
import dev.penstock.engine.config.Fault;
import dev.penstock.engine.config.Faults;
import dev.penstock.sdk.Host;
import dev.penstock.sdk.Place;
import dev.penstock.sdk.Plugin;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All plugins of a gateway: those of the class path, which live as long as it does, and the jars of a folder, which come
 * and go. For one thread at a time, off the event loops.
 */
public final class Plugins implements AutoCloseable {
    /**
     * What a look at the folder found.
     *
     * @param changed whether there are other step types now, or others of the same names
     * @param settled whether no change of a file is under way
     * @param retired what no longer serves: to be closed when the last call through it has ended
     */
    public record Refreshed(boolean changed, boolean settled, List<Retired> retired) {}

    private final PluginJars jars;
    private final Duration patience;
    private final Binder binder;
    private final ClassLoader own;
    private final StepCatalogue catalogue = new StepCatalogue();
    private volatile List<PluginJar> serving = List.of();
    private Optional<List<Brought>> classPath = Optional.empty();
    private final List<Fault> classPathFaults = new ArrayList<>();

    /**
     * Plugins that are not started yet.
     *
     * @param folder of the jars; need not be there
     */
    public Plugins(Path folder, Binder binder) {
        this(folder, binder, Plugin.class.getClassLoader(), Errand.PATIENCE);
    }

    Plugins(Path folder, Binder binder, ClassLoader own, Duration patience) {
        this.jars = new PluginJars(folder, patience);
        this.patience = patience;
        this.binder = binder;
        this.own = own;
    }

    /** The step types, as of the last {@link #refresh}. */
    public StepCatalogue catalogue() {
        return catalogue;
    }

    /**
     * Starts what is new. Jars whose file did not change keep their loader and their plugins.
     *
     * @param faults told of every jar that is left out, each time
     * @param now whether to take files as they are, also those that are still being written
     */
    public Refreshed refresh(Host host, Faults faults, boolean now) {
        if (classPath.isEmpty()) {
            classPath = Optional.of(startClassPath(host));
        }
        faults.addAll(classPathFaults);
        List<Retired> retired = jars.refresh(host, faults, now);
        List<Brought> all = new ArrayList<>(classPath.orElseThrow());
        serving = jars.serving();
        serving.forEach(jar -> all.addAll(jar.brought()));
        return new Refreshed(catalogue.replace(all, binder, faults), jars.isSettled(), retired);
    }

    /** How the jars that serve are. Asks the plugins and waits for them; any thread but an event loop's. */
    public List<JarHealth> health() {
        return serving.stream()
                .map(jar -> JarHealth.of(jar, catalogue.broughtBy(jar.file().toString())))
                .toList();
    }

    /** Stops all plugins. Retired ones are not among them. */
    @Override
    public void close() {
        serving = List.of();
        jars.close();
        classPath.ifPresent(started -> Starting.stop(started, patience));
        classPath = Optional.empty();
        catalogue.replace(List.of(), binder, new Faults());
    }

    private List<Brought> startClassPath(Host host) {
        Place place = new Place("class path", 1, 1);
        return new Starting(place.file(), own, host, patience)
                .each(bad -> classPathFaults.add(new Fault(place, bad.getMessage(), false)));
    }
}
