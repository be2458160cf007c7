package dev.penstock.engine.plugin;

import dev.penstock.engine.config.Binder;
import dev.penstock.engine.config.Faults;
import dev.penstock.engine.config.Nearest;
import dev.penstock.sdk.Host;
import dev.penstock.sdk.Place;
import dev.penstock.sdk.StepFactory;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The step types there are, as {@link Plugins} found them last. Safe for use by any thread; it holds nothing of a jar
 * that is gone.
 */
public final class StepCatalogue {
    private record Owned(String origin, Host host, StepFactory<?> factory) {}

    private volatile Map<String, Owned> steps = Map.of();

    StepCatalogue() {}

    /**
     * Takes the step types of these plugins instead; one that a plugin before brings too is a fault of the later, and
     * left out.
     *
     * @return whether anything changed
     */
    boolean replace(List<Brought> plugins, Binder binder, Faults faults) {
        Map<String, Owned> owned = new TreeMap<>();
        for (Brought brought : plugins) {
            for (StepFactory<?> factory : brought.steps()) {
                add(new Owned(brought.origin(), brought.host(), factory), owned, binder, faults);
            }
        }
        boolean changed = !steps.equals(owned);
        steps = Collections.unmodifiableMap(owned);
        return changed;
    }

    /** The factory of this type. */
    public Optional<StepFactory<?>> find(String type) {
        return Optional.ofNullable(steps.get(type)).map(Owned::factory);
    }

    /** The gateway as the plugin of this type sees it. */
    public Optional<Host> host(String type) {
        return Optional.ofNullable(steps.get(type)).map(Owned::host);
    }

    /** The types that come from there, in the order of the alphabet. */
    List<String> broughtBy(String origin) {
        return steps.entrySet().stream()
                .filter(step -> step.getValue().origin().equals(origin))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The record of a type's settings. */
    public Optional<Class<? extends Record>> settings(String type) {
        return find(type).map(StepFactory::settings);
    }

    /** All types, in the order of the alphabet. */
    public Set<String> types() {
        return steps.keySet();
    }

    /**
     * What to say of a type that is not there, with the nearest one that is.
     *
     * @param further what else may stand there
     */
    public String unknown(String type, String further) {
        List<String> known =
                Stream.concat(types().stream(), Stream.of(further)).sorted().toList();
        return "unknown step '" + type + "': expected one of " + String.join(", ", known) + Nearest.hint(type, known);
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
            faults.fault(
                    place,
                    "expected a step whose settings are a record, found one that fails: " + BadJar.reason(broken));
        }
    }
}
