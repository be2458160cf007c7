package dev.penstock.conformance;

import dev.penstock.engine.cli.Folder;
import dev.penstock.engine.cli.Logs;
import dev.penstock.engine.cli.Subcommand;
import dev.penstock.engine.config.Faults;
import dev.penstock.engine.config.GatewaySpec;
import dev.penstock.engine.time.Ticks;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code penstock test}: exit 1 when a case fails, a file is faulty or a path is not there. */
@Command(
        name = "test",
        description = "Runs *.test.yaml on the real engine, with mock backends.",
        mixinStandardHelpOptions = true)
public final class TestCommand implements Subcommand {
    @Spec
    private CommandSpec command;

    @Parameters(
            paramLabel = "PATH",
            arity = "0..*",
            description = "test files, pipeline files, or folders (default: the folder of the pipeline files)")
    private List<Path> paths = List.of();

    @Mixin
    private Folder folder = new Folder();

    @Option(names = "--junit", paramLabel = "FILE", description = "writes the results as JUnit XML, too")
    private Optional<Path> junit = Optional.empty();

    @Option(names = "--faults", description = "not supported yet")
    private boolean faults;

    @Override
    public Integer call() throws IOException {
        if (faults) {
            throw new ParameterException(command.commandLine(), "--faults is not supported yet");
        }
        Logs.quiet();
        List<String> missing = new ArrayList<>();
        List<TestFile> files = new ArrayList<>();
        PrintWriter out = command.commandLine().getOut();
        for (Path path : paths.isEmpty() ? List.of(folder(missing)) : paths) {
            List<TestFile> found = TestFile.at(path, missing);
            files.addAll(found);
            if (found.isEmpty() && Files.isDirectory(path)) {
                out.println("no *.test.yaml in " + path);
            }
        }
        missing.forEach(command.commandLine().getErr()::println);
        Path plugins = folder.spec(new Faults()).plugins();
        List<FileResult> results = run(files, plugins, new Report(out));
        if (junit.isPresent()) {
            JunitReport.write(results, junit.get());
        }
        return missing.isEmpty() && results.stream().allMatch(FileResult::passed) ? 0 : 1;
    }

    private Path folder(List<String> missing) {
        Faults found = new Faults();
        GatewaySpec spec = folder.spec(found);
        found.list().stream().filter(fault -> !fault.warning()).forEach(fault -> missing.add(fault.toString()));
        return spec.pipelines();
    }

    private static List<FileResult> run(List<TestFile> files, Path plugins, Report report) {
        long began = Ticks.now();
        List<FileResult> results = new ArrayList<>();
        try (Client client = new Client()) {
            TestRun run = new TestRun(client, plugins);
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
