package dev.penstock.engine.cli;

import dev.penstock.engine.config.Faults;
import dev.penstock.engine.config.GatewaySpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say where the pipeline files are: {@code --pipelines}, else what the gateway's own file says. */
public final class Folder {
    private static final Path STANDARD = Path.of("penstock.yaml");

    @Option(names = "-c", paramLabel = "FILE", description = "the gateway's own file (default: penstock.yaml, if any)")
    private Optional<Path> config = Optional.empty();

    @Option(
            names = "--pipelines",
            paramLabel = "DIR",
            description = "the folder of the pipeline files (default: that of the gateway's own file, else pipelines)")
    private Optional<Path> pipelines = Optional.empty();

    @Option(
            names = "--plugins",
            paramLabel = "DIR",
            description = "the folder of further jars (default: that of the gateway's own file, else plugins)")
    private Optional<Path> plugins = Optional.empty();

    /** The gateway's settings, the flags put in; the gateway's own file need not be there. */
    public GatewaySpec spec(Faults faults) {
        GatewaySpec spec = hasFile()
                ? GatewaySpec.read(config.orElse(STANDARD), System.getenv(), faults)
                : GatewaySpec.defaults(Path.of(""));
        spec = pipelines.map(spec::withPipelines).orElse(spec);
        return plugins.map(spec::withPlugins).orElse(spec);
    }

    /** Whether the gateway's own file is there, or should be. */
    boolean hasFile() {
        return config.isPresent() || Files.exists(STANDARD);
    }

    /** Whether {@code -c} or {@code --pipelines} says where the folder is. */
    boolean isNamed() {
        return hasFile() || pipelines.isPresent();
    }
}
