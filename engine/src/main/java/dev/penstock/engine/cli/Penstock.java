package dev.penstock.engine.cli;

import dev.penstock.engine.config.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.ServiceLoader;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;

/** The command line: {@code penstock <command>}. Exit code 0: fine; 1: faults, no such path; 2: wrong usage. */
@Command(
        name = "penstock",
        description = "A programmable API gateway.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            RunCommand.class,
            CheckCommand.class,
            ExplainCommand.class,
            RoutesCommand.class,
            SchemaCommand.class,
            NewCommand.class
        })
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
        int code = commandLine().execute(arguments);
        if (code >= 0) {
            System.exit(code);
        }
    }

    /** All commands, those of other modules included. */
    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Penstock());
        ServiceLoader.load(Subcommand.class).forEach(line::addSubcommand);
        versioned(line);
        return line.setParameterExceptionHandler(new WrongUsage()).setExecutionExceptionHandler(Penstock::failed);
    }

    private static void versioned(CommandLine line) {
        line.getCommandSpec().versionProvider(new Version());
        line.getSubcommands().values().forEach(Penstock::versioned);
    }

    /** A file that cannot be read or written is the user's to mend; all else is ours, and thrown on. */
    private static int failed(Exception failure, CommandLine command, ParseResult parsed) throws Exception {
        if (!(failure instanceof IOException) && !(failure instanceof UncheckedIOException)) {
            throw failure;
        }
        IOException cause =
                failure instanceof UncheckedIOException wrapped ? wrapped.getCause() : (IOException) failure;
        String file = cause instanceof FileSystemException named ? " " + named.getFile() : "";
        command.getErr()
                .println("penstock: expected a file that can be read and written, found" + file + ": "
                        + Reason.of(cause));
        return 1;
    }
}
