package dev.penstock.engine.plugin;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;

/**
 * The classes of one jar. From the gateway come the packages that a step must share with it, and nothing else: a jar
 * brings its own version of every library, and finds no class of the gateway or of another jar.
 */
final class PluginLoader extends URLClassLoader {
    private static final List<String> SHARED = List.of("dev.penstock.sdk.", "io.vertx.core.", "org.slf4j.");

    static {
        registerAsParallelCapable();
    }

    private final ClassLoader host;

    PluginLoader(String name, URL jar, ClassLoader host) {
        super(name, new URL[] {jar}, ClassLoader.getPlatformClassLoader());
        this.host = host;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        return SHARED.stream().anyMatch(name::startsWith) ? host.loadClass(name) : super.loadClass(name, resolve);
    }
}
