package dev.penstock.conformance;

import dev.penstock.engine.config.Faults;
import dev.penstock.engine.config.Nearest;
import dev.penstock.sdk.Node;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Records a fault at every name of a test file that is no upstream of the pipeline file. */
final class UpstreamNames {
    private final Set<String> known;
    private final Faults faults;

    UpstreamNames(Set<String> known, Faults faults) {
        this.known = known;
        this.faults = faults;
    }

    void check(Node testFile) {
        checkKeys(testFile, "mocks");
        for (Node one : items(testFile, "cases")) {
            checkKeys(one, "mocks");
            Stream.concat(Stream.of(one), items(one, "send").stream())
                    .flatMap(node -> at(node, "expect").stream())
                    .forEach(expect -> checkKeys(expect, "calls"));
        }
    }

    private void checkKeys(Node node, String key) {
        if (at(node, key).orElse(null) instanceof Node.Mapping named) {
            for (Node.Entry entry : named.entries()) {
                if (!known.contains(entry.key())) {
                    faults.fault(
                            entry.place(),
                            "expected an upstream of the pipeline file, found '" + entry.key() + "'"
                                    + Nearest.hint(entry.key(), known));
                }
            }
        }
    }

    private static List<Node> items(Node node, String key) {
        return at(node, key)
                .map(value -> value instanceof Node.Sequence list ? list.items() : List.of(value))
                .orElse(List.of());
    }

    private static Optional<Node> at(Node node, String key) {
        return node instanceof Node.Mapping map ? map.get(key) : Optional.empty();
    }
}
