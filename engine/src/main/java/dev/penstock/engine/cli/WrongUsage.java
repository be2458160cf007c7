package dev.penstock.engine.cli;

import dev.penstock.engine.config.Nearest;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with the words of a command line, with the nearest word there is. Exit code 2. */
final class WrongUsage implements IParameterExceptionHandler {
    @Override
    public int handleParseException(ParameterException wrong, String[] arguments) {
        CommandLine command = wrong.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("penstock: " + message(wrong, command));
        err.println("usage: " + command.getHelp().synopsis(0).strip());
        err.println("'" + command.getCommandSpec().qualifiedName() + " --help' says more");
        err.flush();
        return CommandLine.ExitCode.USAGE;
    }

    private static String message(ParameterException wrong, CommandLine command) {
        if (!(wrong instanceof UnmatchedArgumentException unmatched)) {
            return wrong.getMessage();
        }
        String word = unmatched.getUnmatched().get(0);
        if (unmatched.isUnknownOption()) {
            List<String> options = new ArrayList<>();
            command.getCommandSpec().options().forEach(option -> options.addAll(List.of(option.names())));
            String name = word.replaceFirst("=.*", "");
            return "unknown option '" + name + "': expected one of " + String.join(", ", options)
                    + Nearest.hint(name, options);
        }
        Set<String> commands = command.getSubcommands().keySet();
        return commands.isEmpty()
                ? "unexpected argument '" + word + "'"
                : "unknown command '" + word + "': expected one of " + String.join(", ", commands)
                        + Nearest.hint(word, commands);
    }
}
