package dev.penstock.engine.config;

import dev.penstock.sdk.Default;
import dev.penstock.sdk.Inline;
import dev.penstock.sdk.Node;
import dev.penstock.sdk.Steps;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What reflection finds in a record of settings, found once. */
final class Shape {
    /**
     * One key.
     *
     * @param type as it is declared
     * @param whenMissing the value of a key that is missing and has no {@code standard}; empty: it must be there
     * @param standard its {@link Default}, as a node
     */
    record Key(
            Type type,
            Optional<Range> range,
            Optional<Holds.Content> content,
            Reader reader,
            Optional<Object> whenMissing,
            Optional<Node> standard) {
        /** Whether a file must have it. */
        boolean required() {
            return whenMissing.isEmpty() && standard.isEmpty();
        }
    }

    private final Class<? extends Record> type;
    private final Constructor<?> constructor;
    private final Map<String, Key> keys = new LinkedHashMap<>();
    private final List<Optional<Shape>> inlined = new ArrayList<>();
    private final Map<String, String> unenforced;

    /**
     * Looks at a record.
     *
     * @throws IllegalArgumentException when a component has a type that settings cannot have
     */
    Shape(Class<? extends Record> type) {
        this.type = type;
        this.unenforced = Optional.ofNullable(type.getAnnotation(Unenforced.class))
                .map(Shape::unenforced)
                .orElse(Map.of());
        RecordComponent[] components = type.getRecordComponents();
        try {
            this.constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
        } catch (NoSuchMethodException impossible) {
            throw new IllegalStateException(impossible);
        }
        constructor.setAccessible(true);
        for (RecordComponent component : components) {
            try {
                Optional<Shape> inner = inlined(component);
                inlined.add(inner);
                inner.ifPresentOrElse(
                        shape -> keys.putAll(shape.keys()), () -> keys.put(kebab(component.getName()), key(component)));
            } catch (IllegalArgumentException unsupported) {
                throw new IllegalArgumentException(
                        type.getName() + "." + component.getName() + ": " + unsupported.getMessage(), unsupported);
            }
        }
    }

    Map<String, Key> keys() {
        return keys;
    }

    /** Keys that this version reads and does not act on, or not always, and how it says so. */
    Map<String, String> unenforced() {
        return unenforced;
    }

    private static Map<String, String> unenforced(Unenforced keys) {
        Map<String, String> all = new LinkedHashMap<>();
        for (String key : keys.value()) {
            all.put(key, "not enforced yet");
        }
        for (String key : keys.partly()) {
            int colon = key.indexOf(": ");
            all.put(key.substring(0, colon), "enforced in part: " + key.substring(colon + 2));
        }
        return all;
    }

    /**
     * Makes the record.
     *
     * @param values in the order of {@link #keys}
     * @throws IllegalArgumentException when the record refuses them
     */
    Record of(Object[] values) {
        Object[] components = new Object[inlined.size()];
        int used = 0;
        for (int i = 0; i < components.length; i++) {
            int width = inlined.get(i).map(shape -> shape.keys.size()).orElse(1);
            Object[] own = Arrays.copyOfRange(values, used, used + width);
            components[i] = inlined.get(i).<Object>map(shape -> shape.of(own)).orElse(own[0]);
            used += width;
        }
        try {
            return type.cast(constructor.newInstance(components));
        } catch (InvocationTargetException refused) {
            throw refused.getCause() instanceof IllegalArgumentException expected
                    ? expected
                    : new IllegalArgumentException("these settings were refused", refused.getCause());
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Optional<Shape> inlined(RecordComponent component) {
        return component.isAnnotationPresent(Inline.class)
                ? Optional.of(new Shape(component.getType().asSubclass(Record.class)))
                : Optional.empty();
    }

    private static Key key(RecordComponent component) {
        Type type = component.getGenericType();
        Optional<Range> range = Optional.ofNullable(component.getAnnotation(Range.class));
        return new Key(
                type,
                range,
                component.isAnnotationPresent(Steps.class)
                        ? Optional.of(Holds.Content.STEPS)
                        : Optional.ofNullable(component.getAnnotation(Holds.class))
                                .map(Holds::value),
                Readers.of(type, range),
                whenMissing(type),
                Optional.ofNullable(component.getAnnotation(Default.class)).map(Shape::standard));
    }

    private static Node standard(Default standard) {
        Faults faults = new Faults();
        return Yaml.read(standard.value().isEmpty() ? "''" : standard.value(), "@Default", faults)
                .orElseThrow(() -> new IllegalArgumentException("a default that is no YAML: " + faults.list()));
    }

    private static Optional<Object> whenMissing(Type type) {
        Type raw = type instanceof ParameterizedType generic ? generic.getRawType() : type;
        return raw == Optional.class
                ? Optional.of(Optional.empty())
                : raw == List.class
                        ? Optional.of(List.of())
                        : raw == Map.class ? Optional.of(Map.of()) : Optional.empty();
    }

    /** {@code connectTimeout} to {@code connect-timeout}, {@code private_} to {@code private}. */
    private static String kebab(String name) {
        return name.replaceAll("_$", "").replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
