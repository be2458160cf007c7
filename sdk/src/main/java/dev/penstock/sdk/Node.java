package dev.penstock.sdk;

import java.util.List;
import java.util.Optional;

/** A piece of a pipeline file with its place: what a setting is before {@link StepContext} compiles it. Immutable. */
public sealed interface Node {
    /** Where it begins. */
    Place place();

    /**
     * A scalar of the YAML 1.2 core schema.
     *
     * @param value {@code String}, {@code Long}, {@code java.math.BigInteger}, {@code Double}, {@code Boolean}, or null
     * @param text as written, after {@code ${env:…}} and the like were put in
     */
    record Scalar(Place place, Object value, String text) implements Node {}

    /** A list. */
    record Sequence(Place place, List<Node> items) implements Node {
        public Sequence {
            items = List.copyOf(items);
        }
    }

    /** A map, in the order written. */
    record Mapping(Place place, List<Entry> entries) implements Node {
        public Mapping {
            entries = List.copyOf(entries);
        }

        /** The value of this key. */
        public Optional<Node> get(String key) {
            for (Entry entry : entries) {
                if (entry.key.equals(key)) {
                    return Optional.of(entry.value);
                }
            }
            return Optional.empty();
        }
    }

    /** One key of a map and its value. */
    record Entry(String key, Place place, Node value) {}
}
