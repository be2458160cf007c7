package dev.penstock.engine.camel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;

/**
 * The jars of Camel components that the gateway does not bring itself, with what they need: one class loader, a child of
 * the gateway's, since they work with its Camel. Read once.
 */
public final class ComponentJars implements AutoCloseable {
    private final URLClassLoader loader;

    /** @param folder its jars alone are looked at; need not be there */
    public ComponentJars(Path folder) {
        this.loader = new URLClassLoader("camel-components", jars(folder), CamelContext.class.getClassLoader());
    }

    /** Finds components, those of the gateway first. */
    public ClassLoader loader() {
        return loader;
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }

    private static URL[] jars(Path folder) {
        if (!Files.isDirectory(folder)) {
            return new URL[0];
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".jar"))
                    .sorted()
                    .map(ComponentJars::url)
                    .toArray(URL[]::new);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("expected a folder that can be read, found " + folder, unreadable);
        }
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
