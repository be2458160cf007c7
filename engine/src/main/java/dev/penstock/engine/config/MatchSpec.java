package dev.penstock.engine.config;

import dev.penstock.sdk.Default;
import dev.penstock.sdk.Fields;
import dev.penstock.sdk.Node;
import dev.penstock.sdk.Place;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What requests a route takes.
 *
 * @param place where {@code match} is said
 * @param methods in upper case; empty: any
 * @param headers by name in lower case
 * @param hosts as those of {@link ApiSpec}; empty: those of the file
 * @param priority settles what would tie otherwise: the higher wins
 */
public record MatchSpec(
        Place place,
        PathTemplate path,
        List<String> methods,
        Map<String, ValueMatch> headers,
        Map<String, ValueMatch> query,
        List<String> hosts,
        int priority) {
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT");
    private static final Set<String> REFUSED = Set.of("TRACE", "CONNECT");

    /**
     * The long form of {@code match}.
     *
     * @param path below the API's: {@code {id}} is one segment, {@code {rest*}} the rest, also none
     * @param methods in upper case; default: any
     * @param headers by name: a text, a list of them (any of), or {@code {regex: …}}, which is of the whole value
     * @param query by name, the same
     * @param host hosts; default: those of the file
     * @param priority settles what would tie otherwise; the higher goes first
     */
    record File(
            PathTemplate path,
            List<Placed<String>> methods,
            @Holds(Holds.Content.VALUES) Optional<Node> headers,
            @Holds(Holds.Content.VALUES) Optional<Node> query,
            List<HostPattern> host,
            @Default("0") int priority) {}

    public MatchSpec {
        methods = List.copyOf(methods);
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        query = Collections.unmodifiableMap(new LinkedHashMap<>(query));
        hosts = List.copyOf(hosts);
    }

    static Optional<MatchSpec> read(Node node, Binder binder, Faults faults) {
        Reading reading = new Reading(binder, faults, "match");
        if (node instanceof Node.Mapping) {
            return binder.record(node, File.class, reading).map(file -> of((File) file, node, reading));
        }
        return binder.value(node, String.class, "match", faults).flatMap(text -> shorthand(text, node, reading));
    }

    /** {@code GET /p/{id}}, or {@code /p/{id}} for any method. */
    private static Optional<MatchSpec> shorthand(String text, Node node, Reading reading) {
        int blank = text.indexOf(' ');
        String method = text.startsWith("/") || blank < 0 ? "" : text.substring(0, blank);
        String path = text.substring(method.isEmpty() ? 0 : blank).strip();
        if (method.isEmpty() && !path.startsWith("/")) {
            return reading.expected("a method and a path such as GET /products/{id}", node);
        }
        if (!method.isEmpty()) {
            checkMethod(new Placed<>(node.place(), method), reading);
        }
        return reading.binder()
                .value(new Node.Scalar(node.place(), path, path), PathTemplate.class, "match", reading.faults())
                .map(template -> new MatchSpec(
                        node.place(),
                        template,
                        method.isEmpty() ? List.of() : List.of(method),
                        Map.of(),
                        Map.of(),
                        List.of(),
                        0));
    }

    private static MatchSpec of(File file, Node node, Reading reading) {
        file.methods().forEach(method -> checkMethod(method, reading.under("methods")));
        Map<String, ValueMatch> headers = new LinkedHashMap<>();
        values(file.headers(), "headers", reading).forEach((name, value) -> {
            if (!Fields.isName(name)) {
                reading.fault(file.headers().orElse(node), "expected header names, found '" + name + "'");
            }
            headers.put(name.toLowerCase(Locale.ROOT), value);
        });
        return new MatchSpec(
                node.place(),
                file.path(),
                file.methods().stream().map(Placed::value).distinct().toList(),
                headers,
                values(file.query(), "query", reading),
                file.host().stream().map(HostPattern::text).toList(),
                file.priority());
    }

    private static Map<String, ValueMatch> values(Optional<Node> node, String key, Reading reading) {
        Map<String, ValueMatch> values = new LinkedHashMap<>();
        if (node.isPresent() && node.get() instanceof Node.Mapping mapping) {
            for (Node.Entry entry : mapping.entries()) {
                ValueMatch.read(entry.value(), reading.under(entry.key()))
                        .ifPresent(value -> values.put(entry.key(), value));
            }
        } else {
            node.ifPresent(found -> reading.under(key).expected("a map of names to values", found));
        }
        return values;
    }

    private static void checkMethod(Placed<String> method, Reading reading) {
        String name = method.value();
        List<String> known = new ArrayList<>(METHODS);
        if (REFUSED.contains(name)) {
            reading.fault(method.place(), name + " is refused by the gateway: leave it out");
        } else if (!name.matches("[A-Z][A-Z0-9_-]*")) {
            reading.fault(
                    method.place(),
                    "expected a method such as GET in upper case, found '" + name + "'" + Nearest.hint(name, known));
        } else if (!METHODS.contains(name) && Nearest.of(name, known).isPresent()) {
            reading.faults().warn(method.place(), "'" + name + "' is no method of HTTP" + Nearest.hint(name, known));
        }
    }
}
