package dev.penstock.engine.plugin;

import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A jar that is no longer there, or was replaced. Its steps may still run: {@link #close} it when the last call through
 * them has ended. Then nothing of it is held here, and its classes go as soon as nobody else holds an object of them.
 */
public final class Retired implements AutoCloseable {
    private final Path jar;
    private final JarIdentity identity;
    private final Duration patience;
    private final WeakReference<ClassLoader> loader;
    private final AtomicReference<PluginJar> open;

    Retired(PluginJar open, Duration patience) {
        this.jar = open.file();
        this.identity = open.identity();
        this.patience = patience;
        this.loader = new WeakReference<>(open.loader());
        this.open = new AtomicReference<>(open);
    }

    /** The file that it was. */
    public Path jar() {
        return jar;
    }

    /** What it said of itself. */
    public JarIdentity identity() {
        return identity;
    }

    /** Whether something still holds its classes; nothing of them is held here once it is closed. */
    public boolean isHeld() {
        return loader.get() != null;
    }

    /** The names of the threads that it left behind, which hold its classes as long as they run. */
    public List<String> threads() {
        ClassLoader held = loader.get();
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> held != null
                        && (thread.getContextClassLoader() == held
                                || thread.getClass().getClassLoader() == held))
                .map(Thread::getName)
                .sorted()
                .toList();
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
        Optional.ofNullable(open.getAndSet(null)).ifPresent(was -> was.close(patience));
    }
}
