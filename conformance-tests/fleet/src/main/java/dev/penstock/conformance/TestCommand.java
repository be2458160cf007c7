package dev.penstock.conformance;

import dev.penstock.engine.cli.Subcommand;
import dev.penstock.engine.time.Ticks;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code penstock test}. */
@Command(
        name = "test",
        description = "Runs *.test.yaml on the real engine against mock backends; exit 1 when a case fails.")
public final class TestCommand implements Subcommand {
    @Spec
    private CommandSpec command;

    @Parameters(paramLabel = "PATH", description = "Test files, pipeline files, or folders; default: ./pipelines.")
    private List<Path> paths = new ArrayList<>();

    @Option(names = "--junit", paramLabel = "FILE", description = "Writes the results as JUnit XML, too.")
    private Optional<Path> junit = Optional.empty();

    @Option(names = "--faults", description = "Runs the cases again with every backend failing in every way.")
    private boolean faults;

    @Override
    public Integer call() throws IOException {
        if (faults) {
            throw new ParameterException(command.commandLine(), "--faults is not supported yet");
        }
        PrintWriter out = command.commandLine().getOut();
        List<String> missing = new ArrayList<>();
        List<TestFile> files = (paths.isEmpty() ? List.of(Path.of("pipelines")) : paths)
                .stream().flatMap(path -> TestFile.at(path, missing).stream()).toList();
        missing.forEach(out::println);
        List<FileResult> results = run(files, new Report(out));
        if (junit.isPresent()) {
            JunitReport.write(results, junit.get());
        }
        return missing.isEmpty() && results.stream().allMatch(FileResult::passed) ? 0 : 1;
    }

    private static List<FileResult> run(List<TestFile> files, Report report) {
        long began = Ticks.now();
        List<FileResult> results = new ArrayList<>();
        try (Client client = new Client()) {
            TestRun run = new TestRun(client);
            for (TestFile file : files) {
                report.begin(file);
                FileResult result = run.run(file, report::result);
                report.end(result);
                results.add(result);
            }
        }
        report.sum(results, Duration.ofNanos(Ticks.now() - began));
        return results;
    }
}
