package dev.penstock.engine.config;

import dev.penstock.sdk.Node;
import dev.penstock.sdk.Place;
import dev.penstock.sdk.StepFactory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Binds nodes to records, strictly, by the rules of {@link StepFactory}. Safe for use by any thread.
 *
 * <p>All faults of a tree are collected. So that reading can go on, a value that cannot be read is replaced by the
 * default of its key: a record may come out although faults were recorded, and the caller asks {@link Faults}.
 */
public final class Binder {
    /** Holds on to no class: the shapes of a dropped jar's records go with their loader. */
    private final ClassValue<Shape> shapes = new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
            return new Shape(type.asSubclass(Record.class));
        }
    };

    /**
     * Binds a map.
     *
     * @return empty when a value that is required is missing or cannot be read
     * @throws IllegalArgumentException when the record has a component of a type that settings cannot have
     */
    public <R extends Record> Optional<R> bind(Node node, Class<R> type, Faults faults) {
        return bind(node, type, Optional.empty(), faults);
    }

    /**
     * Binds a map, or a bare value that stands for one of its keys.
     *
     * @param shorthand the component that a bare value stands for
     * @return empty when a value that is required is missing or cannot be read
     * @throws IllegalArgumentException when the record has a component of a type that settings cannot have
     */
    public <R extends Record> Optional<R> bind(Node node, Class<R> type, Optional<String> shorthand, Faults faults) {
        boolean bare = shorthand.isPresent() && !(node instanceof Node.Mapping);
        Node settings = bare
                ? new Node.Mapping(node.place(), List.of(new Node.Entry(shorthand.get(), node.place(), node)))
                : node;
        return record(settings, type, new Reading(this, faults, "")).map(type::cast);
    }

    /**
     * The keys that this record takes.
     *
     * @throws IllegalArgumentException when the record has a component of a type that settings cannot have
     */
    public Set<String> keys(Class<? extends Record> type) {
        return Set.copyOf(shapes.get(type).keys().keySet());
    }

    /** Reads one value, as if it were a component of this type under this key. */
    <T> Optional<T> value(Node node, Class<T> type, String key, Faults faults) {
        return Readers.of(type, Optional.empty())
                .read(node, new Reading(this, faults, key))
                .map(type::cast);
    }

    Optional<? extends Record> record(Node node, Class<? extends Record> type, Reading reading) {
        Shape shape = shapes.get(type);
        if (!(node instanceof Node.Mapping mapping)) {
            return reading.expected(
                    "a map with the keys " + String.join(", ", shape.keys().keySet()), node);
        }
        Set<String> meant = checkKeys(mapping, shape, reading.faults());
        List<Object> values = new ArrayList<>();
        for (Map.Entry<String, Shape.Key> key : shape.keys().entrySet()) {
            value(mapping, key.getKey(), key.getValue(), reading, meant).ifPresent(values::add);
        }
        if (values.size() < shape.keys().size()) {
            return Optional.empty();
        }
        try {
            return Optional.of(shape.of(values.toArray()));
        } catch (IllegalArgumentException refused) {
            return reading.fault(mapping, refused.getMessage());
        }
    }

    private static Optional<?> value(
            Node.Mapping mapping, String name, Shape.Key key, Reading reading, Set<String> meant) {
        Reading own = reading.under(name);
        Optional<Node> node = mapping.get(name);
        Optional<?> value = node.flatMap(found -> key.reader().read(found, own));
        if (value.isPresent()) {
            return value;
        }
        if (key.standard().isPresent()) {
            return key.reader().read(at(mapping.place(), key.standard().get()), own);
        }
        if (node.isEmpty() && key.whenMissing().isEmpty() && !meant.contains(name)) {
            missing(mapping, name, reading.faults());
        }
        return node.isEmpty() ? key.whenMissing() : Optional.empty();
    }

    /** The value of a key that must be there; a key that is nearly it was said to be unknown before. */
    static Optional<Node> required(Node.Mapping mapping, String key, Faults faults) {
        Optional<Node> node = mapping.get(key);
        boolean misspelt = mapping.entries().stream()
                .anyMatch(entry -> Nearest.of(entry.key(), Set.of(key)).isPresent());
        if (!misspelt) {
            missing(mapping, key, faults);
        }
        return node;
    }

    private static void missing(Node.Mapping mapping, String key, Faults faults) {
        faults.fault(mapping, "missing key '" + key + "': add '" + key + ": …'");
    }

    /** Records unknown keys; the answer is what they were meant to be, so that it is not missed as well. */
    private static Set<String> checkKeys(Node.Mapping mapping, Shape shape, Faults faults) {
        Set<String> known = shape.keys().keySet();
        Set<String> meant = new HashSet<>();
        for (Node.Entry entry : mapping.entries()) {
            String key = entry.key();
            if (shape.unenforced().containsKey(key)) {
                faults.warn(
                        entry.place(), "'" + key + "' is " + shape.unenforced().get(key));
            }
            if (!known.contains(key)) {
                faults.fault(
                        entry.place(),
                        "unknown key '" + key + "': expected one of " + String.join(", ", known)
                                + Nearest.hint(key, known));
                Nearest.of(key, known).ifPresent(meant::add);
            }
        }
        return meant;
    }

    private static Node at(Place place, Node node) {
        if (node instanceof Node.Scalar scalar) {
            return new Node.Scalar(place, scalar.value(), scalar.text());
        }
        if (node instanceof Node.Sequence sequence) {
            return new Node.Sequence(
                    place,
                    sequence.items().stream().map(item -> at(place, item)).toList());
        }
        return new Node.Mapping(
                place,
                ((Node.Mapping) node)
                        .entries().stream()
                                .map(entry -> new Node.Entry(entry.key(), place, at(place, entry.value())))
                                .toList());
    }
}
