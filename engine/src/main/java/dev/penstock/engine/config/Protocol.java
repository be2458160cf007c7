package dev.penstock.engine.config;

import java.util.List;

/** What is spoken with the targets. */
record Protocol(String name) {
    private static final List<String> KNOWN = List.of("http/1.1", "h2", "h2c");

    /**
     * Reads a protocol.
     *
     * @throws IllegalArgumentException when it is unknown, or not spoken yet
     */
    public static Protocol parse(String text) {
        if (!KNOWN.contains(text)) {
            throw new IllegalArgumentException("expected one of " + String.join(", ", KNOWN) + ", found '" + text + "'"
                    + Nearest.hint(text, KNOWN));
        }
        if (!text.equals("http/1.1")) {
            throw new IllegalArgumentException("'" + text + "' is not supported yet: use http/1.1");
        }
        return new Protocol(text);
    }
}
