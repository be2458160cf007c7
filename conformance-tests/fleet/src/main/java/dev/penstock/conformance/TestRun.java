package dev.penstock.conformance;

import dev.penstock.engine.config.Binder;
import dev.penstock.engine.config.Fault;
import dev.penstock.engine.config.Faults;
import dev.penstock.engine.config.Yaml;
import dev.penstock.fleet.MockRule;
import dev.penstock.fleet.Tokens;
import dev.penstock.sdk.Node;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Runs test files one after the other. */
final class TestRun {
    private final Binder binder = new Binder();
    private final Rig.Surroundings surroundings;

    /** @param plugins the folder of further jars */
    TestRun(Client client, Path plugins) {
        this.surroundings = new Rig.Surroundings(client, new Tokens(), plugins);
    }

    /** Runs one file; each result is told as soon as it is there. */
    FileResult run(TestFile file, Consumer<CaseResult> listener) {
        Faults faults = new Faults();
        Optional<Node> root = Yaml.read(file.test(), file.shownTest(), faults);
        Optional<TestSpec> spec = root.flatMap(node -> binder.bind(node, TestSpec.class, faults));
        Map<String, String> environment = new HashMap<>(System.getenv());
        spec.ifPresent(tests -> environment.putAll(tests.env()));
        PipelineUnderTest pipeline = PipelineUnderTest.read(file.pipeline(), environment);
        Map<String, List<MockRule>> mocks = spec.map(TestSpec::mocks).orElse(Map.of());
        try (Rig rig = new Rig(pipeline, environment, mocks, surroundings)) {
            root.ifPresent(new UpstreamNames(rig.names(), faults)::check);
            if (faults.hasFaults() || spec.isEmpty()) {
                return FileResult.faulty(file.shownTest(), lines(faults.list()));
            }
            List<String> refused = lines(rig.faults());
            if (!refused.isEmpty()) {
                return FileResult.faulty(file.shownTest(), refused);
            }
            List<CaseResult> results = new ArrayList<>();
            for (CaseSpec one : spec.get().cases()) {
                CaseResult result = CaseRun.run(rig, one);
                listener.accept(result);
                results.add(result);
            }
            return new FileResult(file.shownTest(), List.of(), results);
        }
    }

    private static List<String> lines(List<Fault> faults) {
        return faults.stream()
                .filter(fault -> !fault.warning())
                .map(Fault::toString)
                .toList();
    }
}
