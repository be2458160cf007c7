package dev.penstock.conformance;

import dev.penstock.engine.config.Binder;
import dev.penstock.engine.config.Faults;
import dev.penstock.engine.config.Yaml;
import dev.penstock.sdk.Node;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads test files, with what they need to know of their pipeline files. */
final class TestReader {
    private final Binder binder = new Binder();

    /**
     * A test file that was read.
     *
     * @param root it as written
     * @param environment what {@code ${env:…}} stands for in its pipeline file
     */
    record Read(TestFile file, Node root, TestSpec spec, PipelineUnderTest pipeline, Map<String, String> environment) {}

    /** Reads one; empty when it has faults, which are recorded. */
    Optional<Read> read(TestFile file, Faults faults) {
        Optional<Node> root = Yaml.read(file.test(), file.shownTest(), faults);
        Optional<TestSpec> spec = root.flatMap(node -> binder.bind(node, TestSpec.class, faults));
        Map<String, String> environment = new HashMap<>(System.getenv());
        spec.ifPresent(tests -> environment.putAll(tests.env()));
        PipelineUnderTest pipeline = PipelineUnderTest.read(file.pipeline(), environment);
        if (faults.hasFaults()) {
            root.ifPresent(new UpstreamNames(pipeline.names(), faults)::check);
            return Optional.empty();
        }
        return spec.map(tests -> new Read(file, root.orElseThrow(), tests, pipeline, environment));
    }
}
