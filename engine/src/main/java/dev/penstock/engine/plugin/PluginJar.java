package dev.penstock.engine.plugin;

import dev.penstock.sdk.Plugin;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * A jar with its loader and its started plugins.
 *
 * <p>It is read from a copy: overwriting a jar that a JVM has open breaks classes that are not loaded yet, or the JVM.
 */
final class PluginJar {
    private static final Logger LOG = System.getLogger(PluginJar.class.getName());
    private static final String SERVICES = "META-INF/services/" + Plugin.class.getName();

    private final Path file;
    private final Path copy;
    private final JarIdentity identity;
    private final PluginLoader loader;
    private Optional<JarHost> host = Optional.empty();
    private List<Brought> brought = List.of();

    private PluginJar(Path file, Path copy, JarIdentity identity, PluginLoader loader) {
        this.file = file;
        this.copy = copy;
        this.identity = identity;
        this.loader = loader;
    }

    /**
     * Copies and opens a jar; none of its code runs.
     *
     * @throws BadJar when it is left out
     */
    static PluginJar open(Path jar, Path copies) throws BadJar {
        Path copy = copy(jar, copies);
        try {
            JarIdentity identity = identity(jar, copy);
            return new PluginJar(
                    jar,
                    copy,
                    identity,
                    new PluginLoader(identity.toString(), copy.toUri().toURL(), PluginJar.class.getClassLoader()));
        } catch (BadJar | IOException bad) {
            dispose(null, copy);
            throw bad instanceof BadJar known ? known : new BadJar("expected a jar that can be read", bad);
        }
    }

    /**
     * Starts its plugins; once.
     *
     * @throws BadJar when it is left out: it is closed then
     */
    void start(JarHost seen, Duration patience) throws BadJar {
        host = Optional.of(seen);
        try {
            brought = new Starting(file.toString(), loader, seen, patience).all();
        } catch (BadJar bad) {
            close(patience);
            throw bad;
        }
    }

    Path file() {
        return file;
    }

    JarIdentity identity() {
        return identity;
    }

    List<Brought> brought() {
        return brought;
    }

    ClassLoader loader() {
        return loader;
    }

    /** Stops the plugins, ends what they left running, and gives up the loader. */
    void close(Duration patience) {
        Starting.stop(brought, patience);
        host.ifPresent(JarHost::close);
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

    private static JarIdentity identity(Path jar, Path copy) throws BadJar {
        try (JarFile file = new JarFile(copy.toFile())) {
            Optional<Manifest> manifest = Optional.ofNullable(file.getManifest());
            SdkVersion.check(manifest);
            JarEntries.check(file);
            if (file.getEntry(SERVICES) == null) {
                throw new BadJar("expected " + SERVICES + " that names a plugin, found none");
            }
            return JarIdentity.of(jar, manifest);
        } catch (IOException | IllegalArgumentException | SecurityException noJar) {
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
