package dev.penstock.engine.cli;

import dev.penstock.engine.Checker;
import dev.penstock.engine.config.Fault;
import dev.penstock.engine.config.Faults;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code check}: prints every fault of every file, then the warnings. */
@Command(name = "check", description = "Looks for faults in pipeline files.", mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
    @Parameters(paramLabel = "PATH", arity = "0..*", description = "files, or folders (default: pipelines)")
    private List<Path> paths = List.of();

    @Option(names = "--pipelines", paramLabel = "DIR", description = "the folder to check without a PATH")
    private Path pipelines = Path.of("pipelines");

    @Option(names = "--plugins", paramLabel = "DIR", description = "the folder of further jars")
    private Path plugins = Path.of("plugins");

    @Override
    public Integer call() {
        List<Path> wanted = paths.isEmpty() ? List.of(pipelines) : paths;
        for (Path path : wanted) {
            if (!Files.exists(path)) {
                System.err.println("penstock: no such file or folder: " + path);
                return 1;
            }
        }
        Logs.quiet();
        Faults faults = new Faults();
        Checker.check(wanted, plugins, faults);
        List<Fault> found = faults.list();
        found.stream().filter(fault -> !fault.warning()).forEach(System.out::println);
        found.stream().filter(Fault::warning).forEach(System.out::println);
        return faults.hasFaults() ? 1 : 0;
    }
}
