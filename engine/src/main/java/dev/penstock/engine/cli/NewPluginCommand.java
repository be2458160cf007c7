package dev.penstock.engine.cli;

import dev.penstock.engine.plugin.SdkVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code new plugin}: a Maven project with one step, its test, and a pipeline that uses it. Overwrites nothing. */
@Command(
        name = "plugin",
        description = "Writes a Maven project with a step of your own, its test and a pipeline.",
        mixinStandardHelpOptions = true)
final class NewPluginCommand implements Callable<Integer> {
    private static final String UNPACKAGED = "0.1.0-SNAPSHOT";

    @Spec
    private CommandSpec command;

    @Parameters(paramLabel = "NAME", description = "of the step: lower-case letters, digits and '-', a letter first")
    private String name = "";

    @Option(names = "--into", paramLabel = "DIR", description = "the project's folder, not there yet (default: NAME)")
    private Optional<Path> into = Optional.empty();

    @Option(
            names = "--repository",
            paramLabel = "DIR",
            description = "where Maven finds the SDK (default: the repository of this gateway)")
    private Optional<Path> repository = Optional.empty();

    @Override
    public Integer call() throws IOException {
        if (!name.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*")) {
            throw new ParameterException(
                    command.commandLine(), "NAME: expected a step type such as acme-auth, found '" + name + "'");
        }
        Path folder = into.orElse(Path.of(name));
        if (Files.exists(folder)) {
            command.commandLine()
                    .getErr()
                    .println("penstock: " + folder + " is there already: nothing was written; choose another name");
            return 1;
        }
        PrintWriter out = command.commandLine().getOut();
        for (Map.Entry<String, String> file : files().entrySet()) {
            Path target = folder.resolve(file.getValue());
            Files.createDirectories(target.getParent());
            Files.writeString(target, text(file.getKey(), folder), StandardOpenOption.CREATE_NEW);
            out.println("wrote " + target);
        }
        Path service = folder.resolve("src/main/resources/META-INF/services/dev.penstock.sdk.Plugin");
        Files.createDirectories(service.getParent());
        Files.writeString(service, "com.example." + className() + "Plugin\n");
        out.println("wrote " + service);
        out.println("next: " + folder.resolve("README.md"));
        return 0;
    }

    /** The templates, and what becomes of them. */
    private Map<String, String> files() {
        String folder = "java/com/example/" + className();
        Map<String, String> files = new LinkedHashMap<>();
        files.put("pom.xml", "pom.xml");
        files.put("README.md", "README.md");
        files.put("Plugin.java.txt", "src/main/" + folder + "Plugin.java");
        files.put("PluginTest.java.txt", "src/test/" + folder + "PluginTest.java");
        files.put("demo.yaml", "pipelines/demo.yaml");
        files.put("demo.test.yaml", "pipelines/demo.test.yaml");
        return files;
    }

    private String text(String template, Path project) throws IOException {
        String version = NewPluginCommand.class.getPackage().getImplementationVersion();
        try (InputStream in = NewPluginCommand.class.getResourceAsStream("plugin/" + template)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("VERSION", version == null ? UNPACKAGED : version)
                    .replace(">SDK<", ">" + SdkVersion.CURRENT + "<")
                    .replace("METRIC", name.replace('-', '_'))
                    .replace("CLASS", className())
                    .replace("NAME", name)
                    .replace("REPOSITORY", SdkRepository.url(repository, project));
        }
    }

    private String className() {
        StringBuilder camel = new StringBuilder();
        for (String word : name.split("-", -1)) {
            camel.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
        }
        return camel.toString();
    }
}
