package dev.penstock.plugins.validate.contract;

import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The parameters of one request as they were sent: still encoded, since a comma that is encoded separates nothing.
 *
 * @param path by name, one value each
 * @param query by decoded name, all values in order
 * @param headers header fields
 */
public record Values(Map<String, String> path, Map<String, List<String>> query, MultiMap headers) {
    /** Those of a request. */
    public static Values of(Map<String, String> path, Optional<String> query, MultiMap headers) {
        return new Values(path, query.map(Values::query).orElse(Map.of()), headers);
    }

    /** Those of an answer. */
    public static Values of(MultiMap headers) {
        return new Values(Map.of(), Map.of(), headers);
    }

    private static Map<String, List<String>> query(String query) {
        return split(query, '&', true);
    }

    private static Map<String, List<String>> split(String text, char separator, boolean decoded) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (int start = 0; start <= text.length(); ) {
            int end = text.indexOf(separator, start);
            end = end < 0 ? text.length() : end;
            String pair = text.substring(start, end).strip();
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            if (!pair.isEmpty()) {
                String known = decoded ? Escapes.decode(name, true).orElse(name) : name;
                values.computeIfAbsent(known, fresh -> new ArrayList<>(1))
                        .add(equals < 0 ? "" : pair.substring(equals + 1));
            }
            start = end + 1;
        }
        return values;
    }

    /** The values of one parameter, none when it is absent. */
    List<String> of(Parameter.In in, String name) {
        return switch (in) {
            case PATH -> Optional.ofNullable(path.get(name)).map(List::of).orElse(List.of());
            case QUERY -> query.getOrDefault(name, List.of());
            case COOKIE ->
                split(String.join(";", headers.getAll("cookie")), ';', false).getOrDefault(name, List.of());
            case HEADER -> {
                List<String> lines = headers.getAll(name);
                yield lines.isEmpty()
                        ? List.of()
                        : List.of(String.join(",", lines).strip());
            }
        };
    }
}
