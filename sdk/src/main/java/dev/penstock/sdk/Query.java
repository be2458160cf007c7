package dev.penstock.sdk;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads the parameters of a query string (the {@code application/x-www-form-urlencoded} parsing of the URL standard). */
public final class Query {
    private Query() {}

    /** The first value of every parameter, decoded, in the order of the query. A parameter without {@code =} is empty. */
    public static Map<String, String> parameters(Optional<String> query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (query.isEmpty()) {
            return parameters;
        }
        String text = query.get();
        for (int start = 0; start <= text.length(); ) {
            int end = text.indexOf('&', start);
            end = end < 0 ? text.length() : end;
            if (end > start) {
                int equals = text.indexOf('=', start);
                boolean bare = equals < 0 || equals > end;
                String name = decode(text.substring(start, bare ? end : equals));
                parameters.putIfAbsent(name, bare ? "" : decode(text.substring(equals + 1, end)));
            }
            start = end + 1;
        }
        return parameters;
    }

    /** Decoded as UTF-8, a plus sign as a blank; a broken escape stays as it is. */
    private static String decode(String text) {
        if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
            return text;
        }
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException brokenEscape) {
            return text;
        }
    }
}
