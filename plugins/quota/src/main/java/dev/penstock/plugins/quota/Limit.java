package dev.penstock.plugins.quota;

import java.util.Locale;

/**
 * One limit of a step.
 *
 * @param name printable ASCII: it becomes a string of structured fields (RFC 9651 section 3.3.3)
 */
record Limit(String name, Rate rate) {
    static boolean isName(String name) {
        return !name.isEmpty() && name.chars().allMatch(c -> c >= 0x20 && c < 0x7F);
    }

    /** Its name in a count: another rate is another limit. The same in all gateways, whatever their version. */
    String id() {
        String window = rate.window() instanceof Rate.Rolling rolling
                ? rolling.length().toMillis() + "ms"
                : rate.window().toString().toLowerCase(Locale.ROOT);
        return name + " " + rate.size() + "/" + window;
    }

    /** The name as a string of structured fields. */
    String quoted() {
        return '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
