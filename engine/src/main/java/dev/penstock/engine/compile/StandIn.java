package dev.penstock.engine.compile;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The endpoint of a mock that stands in for another one: what speaks HTTP keeps its path and options. */
final class StandIn {
    private static final Pattern HTTP = Pattern.compile("https?:/*[^/?]*([^?]*)(\\?.*)?", Pattern.DOTALL);

    private StandIn() {}

    /** @param mock where it listens */
    static String of(String uri, URI mock) {
        Matcher http = HTTP.matcher(uri);
        return http.matches()
                ? mock + http.group(1) + (http.group(2) == null ? "" : http.group(2))
                : mock + "/?httpMethod=POST";
    }
}
