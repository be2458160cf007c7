package dev.penstock.conformance;

import dev.penstock.engine.cli.Logs;
import dev.penstock.engine.cli.Subcommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code penstock conform}: the suites as data against a gateway; exit 1 when a case fails that is not expected to. */
@Command(
        name = "conform",
        description = "Runs the conformance suites against the gateway of this process, or one that runs by itself.",
        mixinStandardHelpOptions = true)
public final class ConformCommand implements Subcommand {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Spec
    private CommandSpec command;

    @Parameters(
            paramLabel = "DIR",
            arity = "0..1",
            description = "the folder of the suites (default: those of the project)")
    private Path folder = Path.of(System.getProperty("penstock.home", ""), "conformance-tests", "cases");

    @Option(
            names = "--target",
            paramLabel = "URL",
            description = "a gateway on this machine that runs on the exported pipeline files")
    private Optional<URI> target = Optional.empty();

    @Option(
            names = "--export",
            paramLabel = "DIR",
            description = "writes the pipeline files of the suites there, and runs nothing")
    private Optional<Path> export = Optional.empty();

    @Option(
            names = "--mock-port",
            paramLabel = "N",
            description = "where the ports of the backends begin, of --export and --target (default: 19101)")
    private int mockPort = Suites.FIRST_PORT;

    @Option(
            names = "--expected-failures",
            paramLabel = "FILE",
            description = "the cases that are known to fail (default: expected-failures.txt beside the suites)")
    private Optional<Path> expected = Optional.empty();

    @Option(names = "--junit", paramLabel = "FILE", description = "writes the results as JUnit XML, too")
    private Optional<Path> junit = Optional.empty();

    @Option(names = "--json", paramLabel = "FILE", description = "writes the results as JSON, too")
    private Optional<Path> json = Optional.empty();

    @Override
    public Integer call() throws IOException {
        Logs.quiet();
        if (!Files.isDirectory(folder)) {
            command.commandLine().getErr().println("no such path: " + folder);
            return 1;
        }
        PrintWriter out = command.commandLine().getOut();
        if (export.isPresent()) {
            int files = new Suites(folder).export(export.get(), mockPort);
            out.println("wrote " + files + " pipeline files: now run 'penstock run --pipelines " + export.get()
                    + "', then 'penstock conform --target' with its address");
            out.flush();
            return 0;
        }
        target.filter(url -> url.getHost() == null || url.getPort() < 0).ifPresent(url -> {
            throw new ParameterException(
                    command.commandLine(),
                    "--target: expected a URL such as http://127.0.0.1:8080, found '" + url + "'");
        });
        ExpectedFailures known = ExpectedFailures.read(expected.orElse(folder.resolve("expected-failures.txt")));
        List<SuiteResult> results;
        try (Client client = new Client()) {
            results = new ConformRun(client, new ConformRun.Where(target, mockPort, LIMIT), known)
                    .run(new Suites(folder));
        }
        boolean passed = print(results, known.unknown(), out);
        if (junit.isPresent()) {
            JunitReport.write(
                    results.stream().flatMap(suite -> suite.files().stream()).toList(), junit.get());
        }
        if (json.isPresent()) {
            Files.writeString(json.get(), SuiteResult.json(results));
        }
        return passed ? 0 : 1;
    }

    private static boolean print(List<SuiteResult> results, List<String> unknown, PrintWriter out) {
        for (SuiteResult suite : results) {
            for (FileResult file : suite.files()) {
                file.faults().forEach(out::println);
                file.cases().stream().filter(one -> !one.passed()).forEach(one -> {
                    out.println((one.failed() ? "✗ " : "- ") + file.file() + ": " + one.name()
                            + one.skipped().map(why -> ": " + why).orElse(""));
                    one.failures().forEach(line -> out.println("    " + line));
                });
            }
        }
        unknown.forEach(name -> out.println("✗ " + name + ": expected to fail, and there is no such case"));
        out.printf("%-20s %8s %8s %8s%n", "suite", "passed", "failed", "skipped");
        for (SuiteResult suite : results) {
            out.printf(
                    "%-20s %8d %8d %8d%n",
                    suite.name(),
                    suite.all()
                            - suite.skipped()
                            - suite.files().stream()
                                    .mapToLong(FileResult::failed)
                                    .sum(),
                    suite.failed(),
                    suite.skipped());
        }
        out.flush();
        return unknown.isEmpty() && results.stream().allMatch(SuiteResult::passed);
    }
}
