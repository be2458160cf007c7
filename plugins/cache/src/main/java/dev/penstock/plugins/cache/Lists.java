package dev.penstock.plugins.cache;

import java.util.ArrayList;
import java.util.List;

/** The list syntax of header fields (RFC 9110 section 5.6): commas, and texts in quotes that may hold them. */
final class Lists {
    private Lists() {}

    /** The members, stripped, without the empty ones; quotes stay. */
    static List<String> split(String value) {
        List<String> members = new ArrayList<>();
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                add(members, value.substring(start, i));
                start = i + 1;
            }
        }
        add(members, value.substring(start));
        return members;
    }

    /** A token as it is, a quoted string without its quotes. */
    static String unquote(String text) {
        String bare = text.strip();
        return bare.length() >= 2 && bare.startsWith("\"") && bare.endsWith("\"")
                ? bare.substring(1, bare.length() - 1)
                : bare;
    }

    private static void add(List<String> members, String member) {
        if (!member.isBlank()) {
            members.add(member.strip());
        }
    }
}
