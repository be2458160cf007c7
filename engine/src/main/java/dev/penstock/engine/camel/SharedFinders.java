package dev.penstock.engine.camel;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.impl.engine.DefaultClassResolver;
import org.apache.camel.impl.engine.DefaultFactoryFinder;
import org.apache.camel.spi.ClassResolver;
import org.apache.camel.spi.FactoryFinder;
import org.apache.camel.spi.FactoryFinderResolver;

/**
 * Where Camel looks for what its jars bring, once for all contexts of a gateway: what is there, and what is not, is the
 * same for each, and a look goes through every jar.
 */
final class SharedFinders implements FactoryFinderResolver {
    private final Map<String, FactoryFinder> finders = new ConcurrentHashMap<>();
    private final DefaultClassResolver classes = new DefaultClassResolver();

    /** @param components finds the components that callouts name */
    SharedFinders(ClassLoader components) {
        classes.addClassLoader(components);
    }

    @Override
    public FactoryFinder resolveFactoryFinder(ClassResolver ofTheContext, String path) {
        return finders.computeIfAbsent(path, fresh -> new Lasting(classes, fresh));
    }

    @Override
    public FactoryFinder resolveBootstrapFactoryFinder(ClassResolver ofTheContext, String path) {
        return resolveFactoryFinder(ofTheContext, path);
    }

    /** Keeps what it found, and that it found nothing, when a context is stopped. */
    private static final class Lasting extends DefaultFactoryFinder {
        private final Map<String, Optional<Class<?>>> optional = new ConcurrentHashMap<>();
        private final Map<String, Optional<Class<?>>> wanted = new ConcurrentHashMap<>();

        Lasting(ClassResolver classes, String path) {
            super(classes, path);
        }

        @Override
        public Optional<Class<?>> findOptionalClass(String key) {
            return optional.computeIfAbsent(key, super::findOptionalClass);
        }

        @Override
        public Optional<Class<?>> findClass(String key) {
            return wanted.computeIfAbsent(key, super::findClass);
        }

        @Override
        public void clear() {}
    }
}
