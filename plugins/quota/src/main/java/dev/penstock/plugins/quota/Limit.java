package dev.penstock.plugins.quota;

/**
 * One limit of a step.
 *
 * @param name printable ASCII: it becomes a string of structured fields (RFC 9651 section 3.3.3)
 */
record Limit(String name, Rate rate) {
    static boolean isName(String name) {
        return !name.isEmpty() && name.chars().allMatch(c -> c >= 0x20 && c < 0x7F);
    }

    /** The name as a string of structured fields. */
    String quoted() {
        return '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
