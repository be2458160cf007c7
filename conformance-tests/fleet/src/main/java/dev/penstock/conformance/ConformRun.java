package dev.penstock.conformance;

import dev.penstock.engine.config.Fault;
import dev.penstock.engine.config.Faults;
import dev.penstock.fleet.Tokens;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs suites against a gateway of this process, or one that runs by itself. */
final class ConformRun {
    private final Client client;
    private final Where where;
    private final ExpectedFailures expected;
    private final Tokens tokens = new Tokens();
    private final TestReader reader = new TestReader();

    /**
     * Where they run.
     *
     * @param target a gateway that runs by itself; empty: one of this process for each file
     * @param firstPort where the backends of that gateway begin
     * @param limit how long a case may take
     */
    record Where(Optional<URI> target, int firstPort, Duration limit) {}

    ConformRun(Client client, Where where, ExpectedFailures expected) {
        this.client = client;
        this.where = where;
        this.expected = expected;
    }

    List<SuiteResult> run(Suites suites) throws IOException {
        List<SuiteResult> results = new ArrayList<>();
        for (Suites.Suite suite : suites.list()) {
            List<FileResult> files = new ArrayList<>();
            for (TestFile file : suite.files()) {
                files.add(run(suite.name() + "/" + file.test().getFileName(), file));
            }
            results.add(new SuiteResult(suite.name(), files));
        }
        return results;
    }

    private FileResult run(String shown, TestFile file) {
        Faults faults = new Faults();
        Optional<TestReader.Read> read = reader.read(file, faults);
        if (read.isEmpty()) {
            return FileResult.faulty(shown, lines(faults.list()));
        }
        if (where.target().isPresent()) {
            try (RemoteGround ground = new RemoteGround(
                    where.target().get(), read.get(), Suites.ports(file.pipeline(), where.firstPort()), client)) {
                return run(shown, read.get(), ground);
            }
        }
        try (Rig rig = new Rig(
                read.get(), new Rig.Surroundings(client, tokens, file.pipeline().resolveSibling("plugins")))) {
            List<String> refused = lines(rig.faults());
            return refused.isEmpty() ? run(shown, read.get(), rig) : FileResult.faulty(shown, refused);
        }
    }

    private FileResult run(String shown, TestReader.Read read, Ground ground) {
        List<CaseResult> results = new ArrayList<>();
        for (CaseSpec one : read.spec().cases()) {
            results.add(expected.judge(shown, CaseRun.run(ground, one, where.limit())));
        }
        return new FileResult(shown, List.of(), results, List.of(), List.of());
    }

    private static List<String> lines(List<Fault> faults) {
        return faults.stream()
                .filter(fault -> !fault.warning())
                .map(Fault::toString)
                .toList();
    }
}
