package dev.penstock.conformance;

import dev.penstock.engine.cli.Subcommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/**
 * What a command said.
 *
 * @param code its exit code
 * @param out what it wrote, errors included
 */
record Console(int code, String out) {
    static Console of(Subcommand command, String... arguments) {
        StringWriter out = new StringWriter();
        int code = new CommandLine(command)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(out))
                .execute(arguments);
        return new Console(code, out.toString());
    }

    /** Exit code and output as a file states it: without times, the folder before names, and the list of all steps. */
    String stable(String folder) {
        String text = out.replace(folder + "/", "")
                .replaceAll(" \\([0-9.]+ m?s\\)", "")
                .replaceAll("found [0-9]+ ms", "found N ms")
                .replaceAll(" +[0-9]+ ms(?= |\n)", " N ms")
                .replaceAll("(unknown step .*: expected one of ).*;", "$1…;");
        return "exit " + code + "\n" + text;
    }
}
