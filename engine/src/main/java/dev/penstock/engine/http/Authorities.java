package dev.penstock.engine.http;

/** The authority of a request (RFC 3986 section 3.2, without user information). */
final class Authorities {
    private static final int MAX_PORT = 65_535;
    private static final String MARKS = "-._~!$&'()*+;=%";

    private Authorities() {}

    /** Whether a text is a host, and perhaps a port. */
    static boolean isOne(String text) {
        int end = text.length();
        int colon = text.lastIndexOf(':');
        if (colon > text.lastIndexOf(']')) {
            if (!isPort(text, colon + 1)) {
                return false;
            }
            end = colon;
        }
        if (end > 1 && text.charAt(0) == '[') {
            return text.charAt(end - 1) == ']' && consistsOf(text, 1, end - 1, ":.");
        }
        return end > 0 && consistsOf(text, 0, end, MARKS);
    }

    private static boolean isPort(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return text.length() - from <= 5
                && (text.length() == from || Integer.parseInt(text, from, text.length(), 10) <= MAX_PORT);
    }

    private static boolean consistsOf(String text, int from, int to, String marks) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!plain && marks.indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }
}
