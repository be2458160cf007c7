package dev.penstock.plugins.cache;

import dev.penstock.sdk.Fields;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The directives of {@code Cache-Control} (RFC 9111 section 5.2). Of one that is there twice the first counts, of those
 * that may name fields all of them.
 *
 * @param arguments lower-case name to argument, empty without one
 */
record Directives(Map<String, String> arguments) {
    static final Directives NONE = new Directives(Map.of());

    /** Beyond it every number of seconds is the same (section 1.2.2). */
    static final long FOREVER = 1L << 31;

    /** Those that speak of the whole answer, or of the fields that they name (sections 5.2.2.4 and 5.2.2.7). */
    static final Set<String> OF_FIELDS = Set.of("no-cache", "private");

    static Directives parse(List<String> values) {
        if (values.isEmpty()) {
            return NONE;
        }
        Map<String, String> found = new HashMap<>();
        for (String value : values) {
            for (String part : Lists.split(value)) {
                int equals = part.indexOf('=');
                String name = (equals < 0 ? part : part.substring(0, equals)).strip();
                String argument = equals < 0 ? "" : Lists.unquote(part.substring(equals + 1));
                add(found, name.toLowerCase(Locale.ROOT), argument);
            }
        }
        return new Directives(found);
    }

    private static void add(Map<String, String> found, String name, String argument) {
        if (OF_FIELDS.contains(name)) {
            found.merge(name, argument, (one, other) -> one.isEmpty() || other.isEmpty() ? "" : one + "," + other);
        } else {
            found.putIfAbsent(name, argument);
        }
    }

    boolean has(String name) {
        return arguments.containsKey(name);
    }

    boolean hasAny(String... names) {
        for (String name : names) {
            if (has(name)) {
                return true;
            }
        }
        return false;
    }

    /** Whether it is there and speaks of the whole answer; an argument that does not name fields counts as none. */
    boolean isWhole(String name) {
        return has(name) && fields(name).isEmpty();
    }

    /** The fields that this directive names; none when it speaks of the whole answer, or is absent. */
    List<String> fields(String name) {
        List<String> named =
                Lists.split(Optional.ofNullable(arguments.get(name)).orElse(""));
        return named.stream().allMatch(Fields::isName) ? named : List.of();
    }

    /** The seconds that this directive states: none without it, 0 for what is no number (section 4.2.1). */
    OptionalLong seconds(String name) {
        String argument = arguments.get(name);
        return argument == null ? OptionalLong.empty() : OptionalLong.of(number(argument));
    }

    static long number(String digits) {
        if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return 0;
        }
        return digits.length() > 10 ? FOREVER : Math.min(FOREVER, Long.parseLong(digits));
    }
}
