package dev.penstock.engine.plugin;

import dev.penstock.engine.config.Binder;
import dev.penstock.engine.config.Faults;
import dev.penstock.engine.config.Nearest;
import dev.penstock.sdk.Place;
import dev.penstock.sdk.StepFactory;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The step types there are at one moment. Immutable; it holds the classes of jars, so let it go with its revision. */
public final class StepCatalogue {
    private record Owned(String origin, StepFactory<?> factory) {}

    private final Map<String, StepFactory<?>> factories;

    private StepCatalogue(Map<String, StepFactory<?>> factories) {
        this.factories = Collections.unmodifiableMap(factories);
    }

    /** These step types alone. */
    public static StepCatalogue of(List<StepFactory<?>> factories) {
        Map<String, StepFactory<?>> byType = new TreeMap<>();
        factories.forEach(factory -> byType.put(factory.type(), factory));
        return new StepCatalogue(byType);
    }

    /** The step types of plugins; one that a plugin before brings too is a fault of the later, and left out. */
    static StepCatalogue of(List<Brought> plugins, Binder binder, Faults faults) {
        Map<String, Owned> owned = new LinkedHashMap<>();
        for (Brought brought : plugins) {
            for (StepFactory<?> factory : brought.steps()) {
                add(new Owned(brought.origin(), factory), owned, binder, faults);
            }
        }
        Map<String, StepFactory<?>> byType = new TreeMap<>();
        owned.forEach((type, owner) -> byType.put(type, owner.factory()));
        return new StepCatalogue(byType);
    }

    /** The factory of this type. */
    public Optional<StepFactory<?>> find(String type) {
        return Optional.ofNullable(factories.get(type));
    }

    /** The record of a type's settings. */
    public Optional<Class<? extends Record>> settings(String type) {
        return find(type).map(StepFactory::settings);
    }

    /** All types, in the order of the alphabet. */
    public Set<String> types() {
        return factories.keySet();
    }

    /** What to say of a type that is not there, with the nearest one that is. */
    public String unknown(String type) {
        return "unknown step '" + type + "': expected one of " + String.join(", ", types())
                + Nearest.hint(type, types());
    }

    private static void add(Owned newcomer, Map<String, Owned> owned, Binder binder, Faults faults) {
        Place place = new Place(newcomer.origin(), 1, 1);
        try {
            String type = newcomer.factory().type();
            if (!type.matches("[a-z][a-z0-9-]*")) {
                faults.fault(place, "expected a step type such as api-key, found '" + type + "'");
                return;
            }
            binder.keys(newcomer.factory().settings());
            Owned owner = owned.putIfAbsent(type, newcomer);
            if (owner != null) {
                faults.fault(
                        place,
                        "the step '" + type + "' is brought by " + owner.origin() + " too: remove one of the two");
            }
        } catch (LinkageError | RuntimeException broken) {
            faults.fault(place, "expected a step whose settings are a record, found one that fails: " + broken);
        }
    }
}
