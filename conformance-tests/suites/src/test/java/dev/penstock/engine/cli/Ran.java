package dev.penstock.engine.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/**
 * What a command said.
 *
 * @param code its exit code
 */
public record Ran(int code, String out, String err) {
    /** Runs {@code penstock} with these words. */
    public static Ran penstock(Object... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Penstock.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        String[] arguments = new String[words.length];
        for (int i = 0; i < words.length; i++) {
            arguments[i] = words[i].toString();
        }
        int code = line.execute(arguments);
        return new Ran(code, out.toString(), err.toString());
    }
}
