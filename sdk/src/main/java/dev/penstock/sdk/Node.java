package dev.penstock.sdk;

import java.util.List;
import java.util.Optional;

/** A piece of a pipeline file with its place: what a setting is before {@link StepContext} compiles it. Immutable. */
public sealed interface Node {
    /** Where it begins. */
    Place place();

    /** What these keys lead to, each in the map under the one before: as far as they lead. */
    default Node at(String... keys) {
        Node found = this;
        for (String key : keys) {
            Optional<Node> next = found instanceof Mapping mapping ? mapping.get(key) : Optional.empty();
            if (next.isEmpty()) {
                break;
            }
            found = next.get();
        }
        return found;
    }

    /** Where the last of these keys is written, each in the map under the one before: as far as they lead. */
    default Place keyPlace(String... keys) {
        Node map = this;
        Place place = place();
        for (String key : keys) {
            Optional<Entry> next = map instanceof Mapping mapping ? mapping.entry(key) : Optional.empty();
            if (next.isEmpty()) {
                break;
            }
            place = next.get().place();
            map = next.get().value();
        }
        return place;
    }

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
            return entry(key).map(Entry::value);
        }

        /** This key and its value. */
        public Optional<Entry> entry(String key) {
            for (Entry entry : entries) {
                if (entry.key.equals(key)) {
                    return Optional.of(entry);
                }
            }
            return Optional.empty();
        }
    }

    /** One key of a map and its value. */
    record Entry(String key, Place place, Node value) {}
}
