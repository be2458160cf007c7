package dev.penstock.conformance;

import dev.penstock.engine.cli.Folder;
import dev.penstock.engine.cli.Logs;
import dev.penstock.engine.cli.Subcommand;
import dev.penstock.engine.config.Durations;
import dev.penstock.engine.config.Faults;
import dev.penstock.engine.config.GatewaySpec;
import dev.penstock.engine.time.Ticks;
import dev.penstock.fleet.Tokens;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

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

    @Option(names = "--filter", paramLabel = "TEXT", description = "runs only the cases whose name has this in it")
    private Optional<String> filter = Optional.empty();

    @Option(
            names = "--faults",
            description = "runs the passing cases again with each call and upstream refused, reset, hanging, truncated,"
                    + " garbage, 500 and 404")
    private boolean faults;

    @Option(names = "--watch", description = "runs again whenever a file changes, until Ctrl-C")
    private boolean watch;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = Length.class,
            description = "how long a case may take (default: 60s)")
    private Duration timeout = Duration.ofSeconds(60);

    /** Reads {@code 500ms}, {@code 10s}. */
    static final class Length implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            try {
                return Durations.parse(text);
            } catch (IllegalArgumentException none) {
                throw new TypeConversionException(none.getMessage());
            }
        }
    }

    @Override
    public Integer call() throws IOException {
        Logs.quiet();
        if (!watch) {
            return run();
        }
        PrintWriter out = command.commandLine().getOut();
        FileWatch changes = new FileWatch(watched());
        int code;
        do {
            code = run();
            out.println("watching; Ctrl-C ends");
            out.flush();
        } while (changes.await());
        return code;
    }

    private int run() throws IOException {
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
        boolean none = filter.isPresent()
                && results.stream()
                        .allMatch(
                                file -> file.faults().isEmpty() && file.cases().isEmpty());
        if (none) {
            out.println("no case has '" + filter.get() + "' in its name");
            out.flush();
        }
        return missing.isEmpty() && !none && results.stream().allMatch(FileResult::passed) ? 0 : 1;
    }

    private Path folder(List<String> missing) {
        Faults found = new Faults();
        GatewaySpec spec = folder.spec(found);
        found.list().stream().filter(fault -> !fault.warning()).forEach(fault -> missing.add(fault.toString()));
        return spec.pipelines();
    }

    /** The folders of all that is tested. */
    private List<Path> watched() {
        List<Path> wanted = paths.isEmpty() ? List.of(folder(new ArrayList<>())) : paths;
        return wanted.stream()
                .map(path ->
                        Files.isDirectory(path) ? path : path.toAbsolutePath().getParent())
                .distinct()
                .toList();
    }

    private List<FileResult> run(List<TestFile> files, Path plugins, Report report) {
        long began = Ticks.now();
        List<FileResult> results = new ArrayList<>();
        try (Client client = new Client()) {
            TestRun.Wish wish = new TestRun.Wish(filter, timeout, faults);
            TestRun run = new TestRun(new Rig.Surroundings(client, new Tokens(), plugins), wish, report);
            for (TestFile file : files) {
                report.begin(file);
                FileResult result = run.run(file);
                report.end(result);
                results.add(result);
            }
        }
        report.sum(results, Duration.ofNanos(Ticks.now() - began));
        return results;
    }
}
