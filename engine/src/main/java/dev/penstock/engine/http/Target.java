package dev.penstock.engine.http;

import dev.penstock.sdk.Problem;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a request line and {@code Host} ask for (RFC 9112 section 3.2).
 *
 * @param host lower case; empty when an HTTP/1.0 request names none
 * @param path normalised; {@code *} of {@code OPTIONS} as it is
 * @param query byte for byte
 */
record Target(String host, String path, Optional<String> query) {
    /**
     * Reads the target of a request.
     *
     * @throws Problem when it, or its {@code Host}, is malformed
     */
    static Target of(HttpServerRequest request) {
        checkFields(request.headers(), request.version());
        String host = host(request);
        String uri = request.uri();
        if (!isPlain(uri)) {
            throw malformed("a target of visible ASCII without '#'");
        }
        if (uri.equals("*") && request.method().name().equals("OPTIONS")) {
            return new Target(host, uri, Optional.empty());
        }
        if (!uri.startsWith("/")) {
            int start = uri.indexOf("://") + 3;
            int slash = uri.indexOf('/', start);
            int end = slash < 0 ? uri.indexOf('?', start) : slash;
            String authority = start < 3 ? "" : uri.substring(start, end < 0 ? uri.length() : end);
            if (!uri.regionMatches(true, 0, "http", 0, 4) || !Authorities.isOne(authority)) {
                throw malformed("a path that begins with a slash");
            }
            // Its authority replaces Host (RFC 9112 section 3.2.2).
            host = authority.toLowerCase(Locale.ROOT);
            uri = end < 0 ? "/" : (slash == end ? "" : "/") + uri.substring(end);
        }
        int mark = uri.indexOf('?');
        String path = Paths.normalise(mark < 0 ? uri : uri.substring(0, mark))
                .orElseThrow(() -> malformed("a path below the root with whole percent-escapes"));
        return new Target(host, path, mark < 0 ? Optional.empty() : Optional.of(uri.substring(mark + 1)));
    }

    /**
     * A field without a name, or a transfer coding beside {@code chunked}, which nobody here undoes (RFC 9112 section 6.1).
     */
    private static void checkFields(MultiMap headers, HttpVersion version) {
        if (headers.contains("")) {
            throw malformed("fields with names");
        }
        List<String> codings = headers.getAll(HttpHeaders.TRANSFER_ENCODING);
        if (!codings.isEmpty()
                && (codings.size() > 1
                        || !codings.get(0).equalsIgnoreCase("chunked")
                        || version == HttpVersion.HTTP_1_0)) {
            throw malformed("'chunked' as the one transfer coding");
        }
    }

    /** Neither blanks and control characters nor what begins a fragment, which is the client's own (RFC 9112 section 3.2). */
    private static boolean isPlain(String uri) {
        for (int i = 0; i < uri.length(); i++) {
            char c = uri.charAt(i);
            if (c <= ' ' || c > '~' || c == '#') {
                return false;
            }
        }
        return true;
    }

    private static String host(HttpServerRequest request) {
        List<String> hosts = request.headers().getAll(HttpHeaders.HOST);
        if (hosts.isEmpty() && request.version() == HttpVersion.HTTP_1_0) {
            return "";
        }
        if (hosts.size() != 1 || !Authorities.isOne(hosts.get(0))) {
            throw malformed("one Host");
        }
        return hosts.get(0).toLowerCase(Locale.ROOT);
    }

    private static Problem malformed(String expected) {
        return Problem.of(Problem.Kind.MALFORMED, "expected " + expected);
    }
}
