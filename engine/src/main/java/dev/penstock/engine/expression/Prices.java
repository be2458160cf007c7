package dev.penstock.engine.expression;

import dev.penstock.engine.regex.RegexSize;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a call of a function costs, told from its arguments before it is made. */
final class Prices {
    /** An item that is made is an object of its own. */
    private static final int MADE = 4;

    private static final Set<String> FREE = Set.of(
            "index_list", "index_map", "size_list", "size_map", "list_size", "map_size", "in_map", "dyn", "to_dyn");

    private Prices() {}

    /**
     * The price, in units of {@link Meter}.
     *
     * @param overload the function, by the id of its overload
     * @param most what matters: any price above it is as good as another
     */
    static long of(String overload, Object[] arguments, long most) {
        if (FREE.contains(overload)) {
            return 1;
        }
        return switch (overload) {
            case "equals", "not_equals" -> same(arguments[0], arguments[1], most);
            case "in_list" -> isPlain(arguments[0]) ? all(arguments) : Weight.deep(arguments[1], most);
            case "add_list" -> appended((List<?>) arguments[0]) + Weight.deep(arguments[1], most);
            case "list_sort", "list_sortByAssociatedKeys" -> 16 * deep(arguments, most);
            case "list_distinct", "list_flatten", "list_flatten_list_int", "join_list_list_string" ->
                MADE * deep(arguments, most);
            case "list_slice", "list_reverse", "merge_map_map", "drop_map_list" -> MADE * all(arguments);
            case "lists_range" -> MADE * Math.max(1, (Long) arguments[0]);
            case "take_list_int" -> MADE * Math.min(Weight.shallow(arguments[0]), Math.max(1, (Long) arguments[1]));
            case "list_join", "list_join_string" -> joined(arguments, most);
            case "string_split_string", "string_split_string_int" ->
                search(arguments) + 2 * MADE * count((String) arguments[0], (String) arguments[1]);
            case "string_replace_string_string", "string_replace_string_string_int" -> replaced(arguments);
            case "contains_string",
                    "string_index_of_string",
                    "string_index_of_string_int",
                    "string_last_index_of_string",
                    "string_last_index_of_string_int" -> search(arguments);
            case "matches", "matches_string" -> matched((String) arguments[0], (String) arguments[1]);
            default -> all(arguments);
        };
    }

    private static boolean isPlain(Object value) {
        return !(value instanceof Collection) && !(value instanceof Map);
    }

    private static long all(Object[] arguments) {
        long sum = 1;
        for (Object argument : arguments) {
            sum += Weight.shallow(argument);
        }
        return sum;
    }

    private static long deep(Object[] arguments, long most) {
        long sum = 1;
        for (Object argument : arguments) {
            sum += Weight.deep(argument, most);
        }
        return sum;
    }

    private static long same(Object left, Object right, long most) {
        return isPlain(left) || isPlain(right)
                ? Math.min(Weight.shallow(left), Weight.shallow(right))
                : MADE * Weight.deep(left, most);
    }

    /** A list that cannot grow is copied. */
    private static long appended(List<?> list) {
        return CelList.grows(list) ? 1 : 1L + list.size();
    }

    private static long joined(Object[] arguments, long most) {
        long separators = arguments.length < 2 ? 0 : ((Collection<?>) arguments[0]).size();
        long length = separators == 0 ? 0 : ((String) arguments[1]).length();
        return Weight.deep(arguments[0], most) + Weight.chars(separators * length);
    }

    /** At worst every character is compared with all of what is looked for. */
    private static long search(Object[] arguments) {
        long text = ((String) arguments[0]).length();
        long part = ((String) arguments[1]).length();
        return Weight.chars(text) + Weight.chars(part) + text * part / 64;
    }

    private static long replaced(Object[] arguments) {
        long replacement = ((String) arguments[2]).length();
        return search(arguments) + Weight.chars(replacement * count((String) arguments[0], (String) arguments[1]));
    }

    private static long count(String text, String part) {
        if (part.isEmpty()) {
            return text.length() + 1L;
        }
        long count = 1;
        for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length())) {
            count++;
        }
        return count;
    }

    /** Linear in the text, and in the program that the expression becomes. */
    private static long matched(String text, String regex) {
        long program = RegexSize.of(regex) + 1;
        return Weight.chars(text.length()) + 10 * program + text.length() * program / 8;
    }
}
