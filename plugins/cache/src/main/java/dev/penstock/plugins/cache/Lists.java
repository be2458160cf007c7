package dev.penstock.plugins.cache;

import java.util.ArrayList;
import java.util.List;

/** The list syntax of header fields (RFC 9110 section 5.6): commas, and texts in quotes that may hold them. */
final class Lists {
    private Lists() {}

    /**
     * The members, stripped, without the empty ones; quotes stay. A quote that nothing closes is no quote: what stands
     * behind it must not be hidden by it.
     */
    static List<String> split(String value) {
        List<String> members = new ArrayList<>();
        int start = 0;
        int at = 0;
        while (at < value.length()) {
            char c = value.charAt(at);
            if (c == '"') {
                at = closing(value, at);
            } else if (c == ',') {
                add(members, value.substring(start, at));
                start = at + 1;
            }
            at++;
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

    /** Where the text that is opened here is closed; here when it is not. */
    private static int closing(String value, int opening) {
        for (int i = opening + 1; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '"') {
                return i;
            }
        }
        return opening;
    }

    private static void add(List<String> members, String member) {
        if (!member.isBlank()) {
            members.add(member.strip());
        }
    }
}
