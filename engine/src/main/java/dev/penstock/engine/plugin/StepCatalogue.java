package dev.penstock.engine.plugin;

import dev.penstock.sdk.Plugin;
import dev.penstock.sdk.StepFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;

/** All step types. */
public final class StepCatalogue {
    private final Map<String, StepFactory<?>> factories = new TreeMap<>();
    private final List<Plugin> plugins;

    public StepCatalogue() {
        plugins = ServiceLoader.load(Plugin.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        plugins.forEach(plugin -> plugin.steps().forEach(step -> factories.put(step.type(), step)));
    }

    public List<Plugin> plugins() {
        return plugins;
    }

    public Optional<StepFactory<?>> find(String type) {
        return Optional.ofNullable(factories.get(type));
    }

    public Set<String> types() {
        return factories.keySet();
    }
}
