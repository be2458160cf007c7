package dev.penstock.engine.cli;

import java.util.ServiceLoader;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line: {@code penstock <command>}. */
@Command(
        name = "penstock",
        description = "A programmable API gateway.",
        mixinStandardHelpOptions = true,
        versionProvider = Penstock.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {RunCommand.class, CheckCommand.class})
public final class Penstock {
    private Penstock() {}

    /** The version of the build. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Penstock.class.getPackage().getImplementationVersion();
            return new String[] {"penstock " + (version == null ? "development" : version)};
        }
    }

    public static void main(String[] arguments) {
        CommandLine line = new CommandLine(new Penstock());
        ServiceLoader.load(Subcommand.class).forEach(line::addSubcommand);
        int code = line.execute(arguments);
        if (code >= 0) {
            System.exit(code);
        }
    }
}
