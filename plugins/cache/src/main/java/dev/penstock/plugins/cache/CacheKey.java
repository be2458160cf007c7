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

    /** What is wrong with this part; empty when nothing is. */
    static Optional<String> fault(String part) {
        boolean named = (part.startsWith("header.") || part.startsWith("query.")) && !part.endsWith(".");
        return named || DEFAULT.contains(part)
                ? Optional.empty()
                : Optional.of("expected host, path, query, query.<name> or header.<name>, found '" + part + "'");
    }

    String of(Call call, Whose whose) {
        Inbound in = call.inbound();
        Outbound out = call.outbound();
        StringBuilder key = new StringBuilder(128);
        key.append(api).append('\n').append(in.scheme()).append('\n').append(in.host());
        out.host().ifPresent(host -> key.append("\nas ").append(host));
        whose.owner().ifPresent(owner -> key.append("\nof ").append(owner));
        for (String part : parts) {
            switch (part) {
                case "host" -> {}
                case "path" -> key.append('\n').append(in.path()).append('\n').append(out.path());
                case "query" ->
                    key.append('\n').append(sorted(in.query())).append('\n').append(sorted(out.query()));
                default -> key.append('\n').append(part).append(named(part, out));
            }
        }
        return key.toString();
    }

    private static String named(String part, Outbound out) {
        String name = part.substring(part.indexOf('.') + 1);
        if (part.startsWith("header.")) {
            MultiMap headers = out.headers();
            return headers.contains(name) ? "=" + String.join(",", headers.getAll(name.toLowerCase(Locale.ROOT))) : "";
        }
        String value = Query.parameters(out.query()).get(name);
        return value == null ? "" : "=" + value.replace("%", "%25").replace("\n", "%0A");
    }

    /** By name, the values of one name in the order in which they came; nothing is decoded. */
    private static String sorted(Optional<String> query) {
        String text = query.orElse("");
        if (text.indexOf('&') < 0) {
            return text;
        }
        List<String> parameters = new ArrayList<>(List.of(text.split("&", -1)));
        parameters.sort(Comparator.comparing(CacheKey::name));
        return String.join("&", parameters);
    }

    private static String name(String parameter) {
        int equals = parameter.indexOf('=');
        return equals < 0 ? parameter : parameter.substring(0, equals);
    }
}
