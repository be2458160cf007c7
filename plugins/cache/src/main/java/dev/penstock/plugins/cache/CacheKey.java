package dev.penstock.plugins.cache;

import dev.penstock.sdk.Call;
import dev.penstock.sdk.Inbound;
import dev.penstock.sdk.Outbound;
import dev.penstock.sdk.Query;
import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What makes two requests the same: API, scheme and host always, and the listed parts.
 *
 * <p>Path and query count twice: as the client sent them, by which unsafe requests find what they invalidate, and as
 * the steps above left them, so that a {@code rewrite} above never mixes what it tells apart. Parts are divided by line
 * feeds, which none of them can hold.
 *
 * @param parts {@code path}, {@code query} (sorted), {@code query.x}, {@code header.x}; {@code host} is there anyway
 */
record CacheKey(String api, List<String> parts) {
    static final List<String> DEFAULT = List.of("host", "path", "query");

    /** Stands before the owner of a copy, at the end: a carriage return can no other part hold. */
    private static final String OWNER = "\n\rof ";

    /** What is wrong with this part; empty when nothing is. */
    static Optional<String> fault(String part) {
        boolean named = (part.startsWith("header.") || part.startsWith("query.")) && !part.endsWith(".");
        return named || DEFAULT.contains(part)
                ? Optional.empty()
                : Optional.of("expected host, path, query, query.<name> or header.<name>, found '" + part + "'");
    }

    /** Path and query, as the client sends them and as the steps above leave them. */
    record Address(String inPath, Optional<String> inQuery, String outPath, Optional<String> outQuery) {
        static Address of(Call call) {
            Inbound in = call.inbound();
            Outbound out = call.outbound();
            return new Address(in.path(), in.query(), out.path(), out.query());
        }
    }

    String of(Call call, Whose whose) {
        return of(call.inbound(), call.outbound(), whose, Address.of(call));
    }

    /** That of a request like this one, to this address. */
    String of(Inbound in, Outbound out, Whose whose, Address to) {
        StringBuilder key = new StringBuilder(128);
        key.append(api).append('\n').append(in.scheme()).append('\n').append(in.host());
        out.host().ifPresent(host -> key.append("\nas ").append(host));
        for (String part : parts) {
            switch (part) {
                case "host" -> {}
                case "path" -> both(key, to.inPath, to.outPath);
                case "query" -> both(key, sorted(to.inQuery), sorted(to.outQuery));
                default -> key.append('\n').append(part).append(named(part, out.headers(), to.outQuery));
            }
        }
        whose.owner().ifPresent(owner -> key.append(OWNER).append(owner));
        return key.toString();
    }

    /** What the steps above left as it came is a carriage return, which it cannot be itself. */
    private static void both(StringBuilder key, String in, String out) {
        key.append('\n').append(in).append('\n').append(out.equals(in) ? "\r" : out);
    }

    /** The same key, were the copy of all meant. */
    static String ofAll(String key) {
        int owner = key.indexOf(OWNER);
        return owner < 0 ? key : key.substring(0, owner);
    }

    /** Whether it is that of a copy of somebody's own. */
    static boolean isOwned(String key) {
        return key.contains(OWNER);
    }

    private static String named(String part, MultiMap headers, Optional<String> query) {
        String name = part.substring(part.indexOf('.') + 1);
        if (part.startsWith("header.")) {
            return headers.contains(name)
                    ? "=" + String.join("\n,", headers.getAll(name.toLowerCase(Locale.ROOT)))
                    : "";
        }
        return pairs(query).stream()
                .filter(pair -> name(pair).equals(name))
                .map(pair -> pair.indexOf('=') < 0 ? "" : pair.substring(pair.indexOf('=')))
                .map(value -> "&" + value)
                .collect(Collectors.joining());
    }

    /**
     * By name, the parameters of one name in the order in which they came; nothing is decoded. Upstreams differ in what
     * they take for one name: case does not count here, and a query with a semicolon, which some of them divide
     * parameters at, is left as it is.
     */
    private static String sorted(Optional<String> query) {
        String text = query.orElse("");
        if (text.indexOf('&') < 0 || text.indexOf(';') >= 0) {
            return text;
        }
        List<String> parameters = new ArrayList<>(pairs(query));
        parameters.sort(Comparator.comparing(pair -> name(pair).toLowerCase(Locale.ROOT)));
        return String.join("&", parameters);
    }

    private static List<String> pairs(Optional<String> query) {
        return query.map(text -> List.of(text.split("&", -1))).orElse(List.of());
    }

    /** As an upstream reads it: {@code %61} is {@code a}. */
    private static String name(String pair) {
        if (pair.indexOf('%') < 0 && pair.indexOf('+') < 0) {
            int equals = pair.indexOf('=');
            return equals < 0 ? pair : pair.substring(0, equals);
        }
        return Query.parameters(Optional.of(pair)).keySet().stream().findFirst().orElse("");
    }
}
