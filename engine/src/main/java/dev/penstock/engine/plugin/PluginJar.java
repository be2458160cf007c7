package dev.penstock.engine.plugin;

import dev.penstock.sdk.Host;
import dev.penstock.sdk.Plugin;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;

/**
 * A jar with its loader and its started plugins.
 *
 * <p>It is read from a copy: overwriting a jar that a JVM has open breaks classes that are not loaded yet, or the JVM.
 */
final class PluginJar {
    private static final Logger LOG = System.getLogger(PluginJar.class.getName());
    private static final String SERVICES = "META-INF/services/" + Plugin.class.getName();

    private final Path copy;
    private final PluginLoader loader;
    private final List<Brought> brought;

    private PluginJar(Path copy, PluginLoader loader, List<Brought> brought) {
        this.copy = copy;
        this.loader = loader;
        this.brought = brought;
    }

    /**
     * Copies, opens and starts a jar.
     *
     * @throws BadJar when it is left out
     */
    static PluginJar start(Path jar, Path copies, Host host) throws BadJar {
        Path copy = copy(jar, copies);
        PluginLoader loader = null;
        try {
            check(copy);
            loader = new PluginLoader(
                    jar.getFileName().toString(), copy.toUri().toURL(), PluginJar.class.getClassLoader());
            return new PluginJar(copy, loader, Starting.all(jar.toString(), loader, host));
        } catch (BadJar | IOException bad) {
            dispose(loader, copy);
            throw bad instanceof BadJar known ? known : new BadJar("expected a jar that can be read", bad);
        }
    }

    List<Brought> brought() {
        return brought;
    }

    ClassLoader loader() {
        return loader;
    }

    /** Stops the plugins and gives up the loader. */
    void close() {
        Starting.stop(brought);
        dispose(loader, copy);
    }

    private static Path copy(Path jar, Path copies) throws BadJar {
        try {
            Path copy = Files.createTempFile(copies, "", "-" + jar.getFileName());
            return Files.copy(jar, copy, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException unreadable) {
            throw new BadJar("expected a jar that can be read, found " + unreadable, unreadable);
        }
    }

    private static void check(Path copy) throws BadJar {
        try (JarFile file = new JarFile(copy.toFile())) {
            SdkVersion.check(Optional.ofNullable(file.getManifest()));
            if (file.getEntry(SERVICES) == null) {
                throw new BadJar("expected " + SERVICES + " that names a plugin, found none");
            }
        } catch (IOException noJar) {
            throw new BadJar("expected a jar, found a file that is none: " + noJar.getMessage(), noJar);
        }
    }

    private static void dispose(PluginLoader loader, Path copy) {
        try {
            if (loader != null) {
                loader.close();
            }
            Files.deleteIfExists(copy);
        } catch (IOException stuck) {
            LOG.log(Level.WARNING, "the copy of a jar could not be removed: " + copy, stuck);
        }
    }
}
