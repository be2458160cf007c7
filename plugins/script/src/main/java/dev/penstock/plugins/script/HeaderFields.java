package dev.penstock.plugins.script;

import dev.penstock.sdk.Direction;
import dev.penstock.sdk.Fields;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The header fields of a message as a script asks for and edits them, each by itself. An edit answers null, or why it was
 * refused. Like the forbidden names of the Fetch standard, the fields that frame a message are the gateway's own: edits
 * of them have no effect.
 */
final class HeaderFields {
    private final MultiMap fields;
    private final Direction direction;

    /** @param direction which message the fields are of */
    HeaderFields(MultiMap fields, Direction direction) {
        this.fields = fields;
        this.direction = direction;
    }

    /** All values of a name together; null without one. */
    String get(String name) {
        String first = fields.get(name);
        if (first == null) {
            return null;
        }
        List<String> all = fields.getAll(name);
        return all.size() == 1 ? first : String.join(", ", all);
    }

    /** A line for each name, in lower case, and each value. */
    String lines() {
        StringBuilder lines = new StringBuilder();
        for (Map.Entry<String, String> field : fields) {
            lines.append(field.getKey().toLowerCase(Locale.ROOT)).append('\n');
            lines.append(field.getValue()).append('\n');
        }
        return lines.toString();
    }

    String set(String name, String value) {
        String sane = trimmed(value);
        String refusal = refusal(name, sane);
        if (refusal == null && isOpen(name)) {
            fields.set(name, sane);
        }
        return refusal;
    }

    String append(String name, String value) {
        String sane = trimmed(value);
        String refusal = refusal(name, sane);
        if (refusal == null && isOpen(name)) {
            fields.add(name, sane);
        }
        return refusal;
    }

    String delete(String name) {
        String refusal = refusal(name, "");
        if (refusal == null && isOpen(name)) {
            fields.remove(name);
        }
        return refusal;
    }

    /**
     * Adds the fields of a Response that a hook made, but for those that are the gateway's own.
     *
     * @param lines as {@link #lines} writes them
     */
    String addAll(String lines) {
        String[] flat = lines.isEmpty() ? new String[0] : lines.split("\n", -1);
        for (int i = 0; i + 1 < flat.length; i += 2) {
            String refusal = append(flat[i], flat[i + 1]);
            if (refusal != null) {
                return refusal;
            }
        }
        return null;
    }

    private boolean isOpen(String name) {
        return Fields.fault(name, direction).isEmpty();
    }

    private static String refusal(String name, String value) {
        if (!isName(name)) {
            return "expected a header name, found another text";
        }
        boolean fine = Fields.isValue(value) && value.chars().allMatch(c -> c <= 0xff);
        return fine ? null : "expected a header value of characters up to U+00FF without line breaks and controls";
    }

    /** Without the blanks of HTTP around it. */
    private static String trimmed(String value) {
        int start = 0;
        int end = value.length();
        while (start < end && "\t\n\r ".indexOf(value.charAt(start)) >= 0) {
            start++;
        }
        while (end > start && "\t\n\r ".indexOf(value.charAt(end - 1)) >= 0) {
            end--;
        }
        return value.substring(start, end);
    }

    /** A token of RFC 9110 section 5.6.2. */
    static boolean isName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!letter && "!#$%&'*+-.^_`|~".indexOf(c) < 0) {
                return false;
            }
        }
        return !name.isEmpty();
    }
}
