package dev.penstock.engine.expression;

/** CEL's messages on one line, without what only its authors understand. */
final class Messages {
    private static final int MAX = 200;

    private Messages() {}

    static String of(String message) {
        String line = message.lines().findFirst().orElse("a mistake");
        int candidates = line.indexOf(" (candidates: ");
        line = candidates < 0 ? line : line.substring(0, candidates);
        int container = line.indexOf(" (in container ");
        line = container < 0 ? line : line.substring(0, container);
        line = line.replace("mismatched input '<EOF>'", "its end where more was expected")
                .replace("<EOF>", "the end")
                .replace("google.protobuf.Timestamp", "timestamp")
                .replace("google.protobuf.Duration", "duration")
                .replace("undeclared reference to", "the unknown name");
        int expecting = line.indexOf(" expecting {");
        line = expecting < 0 ? line : line.substring(0, expecting);
        return line.length() <= MAX ? line : line.substring(0, MAX) + "…";
    }
}
