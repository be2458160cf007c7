package dev.penstock.engine.plugin;

import dev.penstock.sdk.Plugin;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a jar is.
 *
 * @param steps the types that it brings
 * @param trouble what its plugins say keeps them from working; empty: nothing
 */
public record JarHealth(Path file, JarIdentity jar, List<String> steps, Optional<String> trouble) {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    static JarHealth of(PluginJar jar, List<String> steps) {
        Optional<String> trouble = jar.brought().stream()
                .map(Brought::plugin)
                .flatMap(plugin -> trouble(plugin, jar.loader()).stream())
                .findFirst();
        return new JarHealth(jar.file(), jar.identity(), steps, trouble);
    }

    /** One that cannot say how it is has trouble. */
    private static Optional<String> trouble(Plugin plugin, ClassLoader loader) {
        try {
            return Errand.run("'trouble' of " + plugin.getClass().getName(), loader, PATIENCE, plugin::trouble);
        } catch (BadJar silent) {
            return Optional.of(silent.getMessage());
        }
    }
}
