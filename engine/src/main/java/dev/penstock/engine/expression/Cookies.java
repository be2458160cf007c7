package dev.penstock.engine.expression;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code Cookie} fields (RFC 6265 section 5.4), leniently: what is no pair is passed over. */
final class Cookies {
    private Cookies() {}

    /** The first value of every name. */
    static Map<String, Object> parse(List<String> fields) {
        Map<String, Object> cookies = new LinkedHashMap<>();
        for (String field : fields) {
            for (int start = 0; start < field.length(); ) {
                int end = field.indexOf(';', start);
                end = end < 0 ? field.length() : end;
                int equals = field.indexOf('=', start);
                if (equals >= 0 && equals < end) {
                    cookies.putIfAbsent(
                            field.substring(start, equals).strip(),
                            unquoted(field.substring(equals + 1, end).strip()));
                }
                start = end + 1;
            }
        }
        return cookies;
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
