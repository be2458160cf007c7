package dev.penstock.engine.cli;

import dev.penstock.engine.config.ApiSpec;
import dev.penstock.engine.config.Faults;
import dev.penstock.engine.config.GatewaySpec;
import dev.penstock.engine.config.PipelineFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code new api}: a pipeline file to begin with, and its test. Overwrites nothing. */
@Command(
        name = "api",
        description = "Writes NAME.yaml and NAME.test.yaml, which pass check and test.",
        mixinStandardHelpOptions = true)
final class NewApiCommand implements Callable<Integer> {
    private static final List<String> SUFFIXES = List.of(".yaml", ".test.yaml");
    /** Words that YAML does not read as text. */
    private static final Set<String> QUOTED = Set.of("null", "true", "false");

    @Spec
    private CommandSpec command;

    @Parameters(paramLabel = "NAME", description = "of the API: lower-case letters, digits and '-', a letter first")
    private String name = "";

    @Mixin
    private Folder folder = new Folder();

    @Override
    public Integer call() throws IOException {
        Optional<String> bad = ApiSpec.nameFault(name);
        if (bad.isPresent()) {
            throw new ParameterException(command.commandLine(), "NAME: " + bad.get());
        }
        Faults faults = new Faults();
        GatewaySpec spec = folder.spec(faults);
        PrintWriter err = command.commandLine().getErr();
        if (faults.hasFaults()) {
            faults.list().forEach(err::println);
            return 1;
        }
        Path into = spec.pipelines();
        if (!folder.isNamed()) {
            Files.createDirectories(into);
        }
        Optional<String> obstacle = obstacle(into);
        if (obstacle.isPresent()) {
            err.println("penstock: " + obstacle.get());
            return 1;
        }
        for (String suffix : SUFFIXES) {
            Path file = into.resolve(name + suffix);
            Files.writeString(file, text(suffix), StandardOpenOption.CREATE_NEW);
            command.commandLine().getOut().println("wrote " + file);
        }
        return 0;
    }

    private Optional<String> obstacle(Path into) {
        if (!Files.isDirectory(into)) {
            return Optional.of("no such folder: " + into);
        }
        for (String suffix : SUFFIXES) {
            Path file = into.resolve(name + suffix);
            if (Files.exists(file)) {
                return Optional.of(file + " is there already: nothing was written; choose another name");
            }
        }
        return PipelineFolder.apis(into).entrySet().stream()
                .filter(file -> file.getValue().equals(name))
                .findFirst()
                .map(file -> "api '" + name + "' is already that of " + file.getKey()
                        + ": nothing was written; choose another name");
    }

    private String text(String suffix) throws IOException {
        try (InputStream in = NewApiCommand.class.getResourceAsStream("api" + suffix)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return QUOTED.contains(name)
                    ? text.replace(": NAME", ": \"" + name + "\"").replace("NAME", name)
                    : text.replace("NAME", name);
        }
    }
}
