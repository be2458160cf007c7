package dev.penstock.engine.cli;

import dev.penstock.engine.Checker;
import dev.penstock.engine.config.Fault;
import dev.penstock.engine.config.Faults;
import dev.penstock.engine.config.GatewaySpec;
import dev.penstock.engine.deploy.Certificates;
import dev.penstock.engine.redis.RedisTls;
import dev.penstock.engine.time.GatewayClock;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code check}: prints every fault of every pipeline file and of its tests, then the warnings. */
@Command(name = "check", description = "Looks for faults in pipeline files.", mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Parameters(
            paramLabel = "PATH",
            arity = "0..*",
            description = "files, or folders without their sub-folders (default: the folder of the pipeline files)")
    private List<Path> paths = List.of();

    @Mixin
    private Folder folder = new Folder();

    @Override
    public Integer call() {
        Logs.quiet();
        Faults faults = new Faults();
        GatewaySpec spec = folder.spec(faults);
        Certificates.check(spec.listen(), new GatewayClock(), faults);
        RedisTls.check(spec, faults);
        List<Path> wanted = paths.isEmpty() ? List.of(spec.pipelines()) : paths;
        PrintWriter err = command.commandLine().getErr();
        List<Path> missing = wanted.stream().filter(path -> !Files.exists(path)).toList();
        missing.forEach(path -> err.println("penstock: no such file or folder: " + path));
        if (!missing.isEmpty()) {
            return 1;
        }
        List<TestFiles> tests = ServiceLoader.load(TestFiles.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        int routes;
        try (Checker checker = new Checker(spec, folder.hasFile(), faults)) {
            routes = checker.check(wanted.stream()
                            .filter(path -> tests.stream().noneMatch(kind -> kind.isOne(path)))
                            .toList())
                    .size();
        }
        wanted.forEach(path -> tests.forEach(kind -> kind.check(path, faults)));
        PrintWriter out = command.commandLine().getOut();
        faults.list().stream().filter(fault -> !fault.warning()).forEach(out::println);
        faults.list().stream().filter(Fault::warning).forEach(out::println);
        out.flush();
        if (faults.hasFaults()) {
            return 1;
        }
        // Silence would look the same for a folder that holds nothing.
        err.println("penstock: no faults in " + routes + (routes == 1 ? " route" : " routes"));
        return 0;
    }
}
