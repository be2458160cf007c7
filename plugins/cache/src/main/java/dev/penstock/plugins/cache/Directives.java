package dev.penstock.plugins.cache;

import io.vertx.core.MultiMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The directives of {@code Cache-Control} (RFC 9111 section 5.2). Of one that is there twice the first counts; one that
 * names fields ({@code private="x"}) counts as the bare one.
 *
 * @param arguments lower-case name to argument, empty without one
 */
record Directives(Map<String, String> arguments) {
    /** Beyond it every number of seconds is the same (section 1.2.2). */
    static final long FOREVER = 1L << 31;

    static Directives of(MultiMap headers) {
        return parse(headers.getAll("cache-control"));
    }

    static Directives parse(List<String> values) {
        if (values.isEmpty()) {
            return new Directives(Map.of());
        }
        Map<String, String> found = new HashMap<>();
        for (String value : values) {
            for (String part : Lists.split(value)) {
                int equals = part.indexOf('=');
                String name = (equals < 0 ? part : part.substring(0, equals)).strip();
                String argument = equals < 0 ? "" : Lists.unquote(part.substring(equals + 1));
                found.putIfAbsent(name.toLowerCase(Locale.ROOT), argument);
            }
        }
        return new Directives(found);
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
