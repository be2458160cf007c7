package dev.penstock.plugins.script;

import dev.penstock.sdk.Direction;
import dev.penstock.sdk.Fields;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;

/**
 * Header fields as a host function: {@code port('get', name)} and the like, so that only what a hook touches crosses.
 * An edit answers null, or why it was refused. Like the forbidden names of the Fetch standard, the fields that frame a
 * message are the gateway's own: edits of them have no effect.
 */
final class HeaderPort implements ProxyExecutable {
    private final MultiMap fields;
    private final Direction direction;
    private final Access access;

    /** What may be done with the fields. */
    interface Access {
        /** Whether the hook is still at work. */
        boolean open();

        /** Whether an edit may be made, asked before each. */
        boolean editable();
    }

    /**
     * @param direction which message the fields are of
     */
    HeaderPort(MultiMap fields, Direction direction, Access access) {
        this.fields = fields;
        this.direction = direction;
        this.access = access;
    }

    @Override
    public Object execute(Value... arguments) {
        if (!access.open()) {
            return null;
        }
        String verb = arguments[0].asString();
        String name = arguments.length > 1 ? arguments[1].asString() : "";
        return switch (verb) {
            case "get" -> get(name);
            case "has" -> fields.contains(name);
            case "list" -> list(fields);
            default -> edit(verb, name, arguments.length > 2 ? arguments[2].asString() : "");
        };
    }

    private String get(String name) {
        String first = fields.get(name);
        if (first == null) {
            return null;
        }
        List<String> all = fields.getAll(name);
        return all.size() == 1 ? first : String.join(", ", all);
    }

    private String edit(String verb, String name, String value) {
        if (!access.editable()) {
            return "these headers cannot be edited";
        }
        String sane = value.strip();
        if (!isName(name)) {
            return "expected a header name, found another text";
        } else if (!isValue(sane)) {
            return "expected a header value without line breaks, of characters up to U+00FF";
        }
        if (Fields.fault(name, direction).isEmpty()) {
            switch (verb) {
                case "set" -> fields.set(name, sane);
                case "append" -> fields.add(name, sane);
                default -> fields.remove(name);
            }
        }
        return null;
    }

    /** A line for each name, in lower case, and each value. */
    private static String list(MultiMap fields) {
        StringBuilder lines = new StringBuilder();
        for (Map.Entry<String, String> field : fields) {
            lines.append(field.getKey().toLowerCase(Locale.ROOT)).append('\n');
            lines.append(field.getValue()).append('\n');
        }
        return lines.toString();
    }

    /**
     * Adds the fields of a Response that a hook made, but for those that are the gateway's own.
     *
     * @param lines as {@link #list} writes them
     * @return null, or why they were refused
     */
    static String add(MultiMap fields, String lines) {
        String[] flat = lines.isEmpty() ? new String[0] : lines.split("\n", -1);
        for (int i = 0; i + 1 < flat.length; i += 2) {
            if (!isName(flat[i]) || !isValue(flat[i + 1])) {
                return "expected sane header fields";
            }
            if (Fields.fault(flat[i], Direction.RESPONSE).isEmpty()) {
                fields.add(flat[i], flat[i + 1]);
            }
        }
        return null;
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

    private static boolean isValue(String value) {
        return Fields.isValue(value) && value.chars().allMatch(c -> c <= 0xff);
    }
}
