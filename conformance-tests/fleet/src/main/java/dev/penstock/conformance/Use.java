package dev.penstock.conformance;

import dev.penstock.engine.config.Faults;
import dev.penstock.engine.config.Yaml;
import dev.penstock.sdk.Node;
import dev.penstock.sdk.Place;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A place where a pipeline file uses an upstream: a call of a join, or a step that passes requests on.
 *
 * @param place where the upstream is named
 * @param call the name of the call; empty: the answer of the upstream is the answer of the route
 * @param stated whether {@code on-error: fail} is written there, so that an error is meant to be one
 */
record Use(Place place, String upstream, Optional<String> call, boolean stated) implements Comparable<Use> {
    /** What leads to it in its file: keys, or places in a list, and the maps that have them. */
    private record Step(String key, Node holder) {}

    /** The use that is written there. */
    static Use at(Place place, String upstream) {
        List<Step> way = way(place);
        boolean stated =
                way.stream().anyMatch(step -> text(step.holder, "on-error").equals("fail"));
        return new Use(place, upstream, call(way), stated);
    }

    @Override
    public int compareTo(Use other) {
        return place.compareTo(other.place);
    }

    /** {@code product (call of catalog)}. */
    @Override
    public String toString() {
        return call.map(name -> name + " (call of " + upstream + ")").orElse(upstream + " (upstream)");
    }

    /** How its file can say what is to become of an error. */
    String mend() {
        return place + ": "
                + (call.isPresent()
                        ? "'on-error: omit' or '{use: …}' goes on without it, 'on-error: fail' says that an error is meant"
                        : "'fallback', or 'on-error: skip' with a 'respond' below, answers instead; 'on-error: fail' says"
                                + " that an error is meant");
    }

    private static Optional<String> call(List<Step> way) {
        if (way.isEmpty() || !way.get(way.size() - 1).key.equals("from")) {
            return Optional.empty();
        }
        String as = text(way.get(way.size() - 1).holder, "as");
        return Optional.of(as.isEmpty() ? way.get(way.size() - 2).key : as);
    }

    private static List<Step> way(Place place) {
        Path file = Path.of(place.file());
        List<Step> way = new ArrayList<>();
        if (Files.isRegularFile(file)) {
            Faults saidByTheGateway = new Faults();
            Yaml.read(file, place.file(), saidByTheGateway).ifPresent(root -> find(root, place, way));
        }
        return way;
    }

    private static boolean find(Node node, Place place, List<Step> way) {
        if (node instanceof Node.Scalar) {
            return node.place().equals(place);
        }
        if (node instanceof Node.Mapping map) {
            return map.entries().stream().anyMatch(entry -> find(entry.key(), node, entry.value(), place, way));
        }
        List<Node> items = ((Node.Sequence) node).items();
        for (int i = 0; i < items.size(); i++) {
            if (find(String.valueOf(i), node, items.get(i), place, way)) {
                return true;
            }
        }
        return false;
    }

    private static boolean find(String key, Node holder, Node value, Place place, List<Step> way) {
        way.add(new Step(key, holder));
        if (find(value, place, way)) {
            return true;
        }
        way.remove(way.size() - 1);
        return false;
    }

    private static String text(Node node, String key) {
        return node instanceof Node.Mapping map && map.get(key).orElse(null) instanceof Node.Scalar scalar
                ? scalar.text()
                : "";
    }
}
