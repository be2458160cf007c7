package dev.penstock.conformance;

import dev.penstock.engine.config.Faults;
import dev.penstock.engine.config.Yaml;
import dev.penstock.sdk.Node;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A pipeline file as its tests need to know it.
 *
 * @param file the pipeline file
 * @param host what requests are sent to
 * @param upstreams the names that it may use
 */
record PipelineUnderTest(Path file, String host, Set<String> upstreams) {
    private static final String ANY_HOST = "localhost";

    /** The folder that policies, upstreams and hooks are found from. */
    Path folder() {
        return file.toAbsolutePath().getParent();
    }

    /**
     * Reads what is needed; faults of the file are the gateway's to report.
     *
     * @param shared the names of the upstreams that all files of the folder may use
     */
    static PipelineUnderTest read(Path file, Set<String> shared) {
        Optional<Node> root = Yaml.read(file, file.toString(), new Faults());
        Set<String> upstreams = new TreeSet<>(shared);
        at(root, "upstreams")
                .filter(Node.Mapping.class::isInstance)
                .ifPresent(node -> ((Node.Mapping) node).entries().forEach(entry -> upstreams.add(entry.key())));
        String host = at(root, "host")
                .map(node -> node instanceof Node.Sequence list && !list.items().isEmpty()
                        ? list.items().get(0)
                        : node)
                .map(node -> node instanceof Node.Scalar scalar ? scalar.text() : ANY_HOST)
                .map(text -> text.startsWith("*.") ? "test" + text.substring(1) : text)
                .orElse(ANY_HOST);
        return new PipelineUnderTest(file, host, upstreams);
    }

    private static Optional<Node> at(Optional<Node> root, String key) {
        return root.flatMap(node -> node instanceof Node.Mapping map ? map.get(key) : Optional.empty());
    }

    /** A host without a wildcard. */
    List<String> known() {
        return List.copyOf(upstreams);
    }
}
