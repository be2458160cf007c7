package dev.penstock.engine.config;

import java.util.Locale;

/**
 * A host name, or {@code *.} and a host name.
 *
 * @param text in lower case
 */
record HostPattern(String text) {
    private static final String LABEL = "[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?";
    private static final String FORM = "(\\*\\.)?" + LABEL + "(\\." + LABEL + ")*|\\[[0-9a-f:.]+]";

    /**
     * Reads a host.
     *
     * @throws IllegalArgumentException when the text is none
     */
    public static HostPattern parse(String text) {
        String host = text.toLowerCase(Locale.ROOT);
        if (host.length() > 255 || !host.matches(FORM)) {
            throw new IllegalArgumentException(
                    "expected a host such as shop.example.com or *.example.com, without a port, found '" + text + "'");
        }
        return new HostPattern(host);
    }
}
