package dev.penstock.engine.plugin;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A jar that is no longer there, or was replaced. Its steps may still run: {@link #close} it when the last call through
 * them has ended. Then nothing of it is held here, and its classes go as soon as nobody else holds an object of them.
 */
public final class Retired implements AutoCloseable {
    private final Path jar;
    private final AtomicReference<PluginJar> open;

    Retired(Path jar, PluginJar open) {
        this.jar = jar;
        this.open = new AtomicReference<>(open);
    }

    /** The file that it was. */
    public Path jar() {
        return jar;
    }

    /** Whether this class came from the jar: what is held of it must be let go. */
    public boolean owns(Class<?> type) {
        return Optional.ofNullable(open.get())
                .map(PluginJar::loader)
                .filter(loader -> loader == type.getClassLoader())
                .isPresent();
    }

    /** Stops its plugins and closes its loader; off the event loops. Once is enough. */
    @Override
    public void close() {
        Optional.ofNullable(open.getAndSet(null)).ifPresent(PluginJar::close);
    }
}
