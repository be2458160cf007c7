package dev.penstock.plugins.validate.contract;

import dev.penstock.plugins.validate.schema.Checker;
import dev.penstock.plugins.validate.schema.Library;
import dev.penstock.plugins.validate.schema.Located;
import dev.penstock.sdk.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads parameters, header fields and contents of an OpenAPI description. */
final class PartReader {
    /** Written as header fields, and not described as such (OpenAPI 3.1, "Parameter Object"). */
    private static final Set<String> NOT_PARAMETERS = Set.of("accept", "content-type", "authorization");

    private static final Pattern COMMA = Pattern.compile(",");
    private static final Map<String, Pattern> SEPARATORS = Map.of(
            "form",
            COMMA,
            "simple",
            Pattern.compile(" *, *"),
            "spaceDelimited",
            Pattern.compile("%20|\\+| "),
            "pipeDelimited",
            Pattern.compile("\\||%7[Cc]"));

    private static final Map<Parameter.In, Set<String>> STYLES = Map.of(
            Parameter.In.PATH, Set.of("simple"),
            Parameter.In.HEADER, Set.of("simple"),
            Parameter.In.QUERY, Set.of("form", "spaceDelimited", "pipeDelimited", "deepObject"),
            Parameter.In.COOKIE, Set.of("form"));

    private final Library library;
    private final Kinds kinds;

    PartReader(Library library) {
        this.library = library;
        this.kinds = new Kinds(library);
    }

    /** Empty for what is no parameter, and when a fault was recorded. */
    Optional<Parameter> parameter(Located written) {
        Optional<Located> found = library.follow(written);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Located parameter = found.get();
        String in = parameter.text("in").orElse("");
        String name = parameter.text("name").orElse("");
        if (!Set.of("path", "query", "header", "cookie").contains(in) || name.isEmpty()) {
            library.fault(
                    parameter.node(), "expected a parameter with a 'name' and 'in: path', query, header or cookie");
            return Optional.empty();
        }
        if (in.equals("header") && NOT_PARAMETERS.contains(name.toLowerCase(Locale.ROOT))) {
            return Optional.empty();
        }
        return Optional.of(read(parameter, Parameter.In.valueOf(in.toUpperCase(Locale.ROOT)), name, true));
    }

    /** The header fields of an answer. */
    List<Parameter> headers(Optional<Located> written) {
        List<Parameter> headers = new ArrayList<>();
        if (written.map(Located::node).orElse(null) instanceof Node.Mapping map) {
            for (Node.Entry entry : map.entries()) {
                if (!entry.key().equalsIgnoreCase("content-type")) {
                    library.follow(written.get().with(entry.value()))
                            .ifPresent(header -> headers.add(read(header, Parameter.In.HEADER, entry.key(), false)));
                }
            }
        }
        return headers;
    }

    private Parameter read(Located parameter, Parameter.In in, String name, boolean request) {
        boolean required = parameter.flag("required") || in == Parameter.In.PATH;
        Optional<Located> content = parameter.get("content");
        Optional<Located> schema =
                content.isPresent() ? content.flatMap(PartReader::onlySchema) : parameter.get("schema");
        Optional<Checker> checker = schema.map(found -> library.checker(found, request));
        Kind kind = schema.map(kinds::of).orElse(Kind.ANY);
        return new Parameter(in, name, required, style(parameter, in), kind, content.isPresent(), checker);
    }

    private static Optional<Located> onlySchema(Located content) {
        return content.node() instanceof Node.Mapping map && !map.entries().isEmpty()
                ? content.with(map.entries().get(0).value()).get("schema")
                : Optional.empty();
    }

    private Style style(Located parameter, Parameter.In in) {
        boolean query = in == Parameter.In.QUERY;
        boolean form = query || in == Parameter.In.COOKIE;
        String style = parameter.text("style").orElse(form ? "form" : "simple");
        if (!STYLES.get(in).contains(style)) {
            library.fault(
                    parameter.get("style").orElse(parameter).node(),
                    "expected one of the styles "
                            + String.join(", ", STYLES.get(in).stream().sorted().toList()) + ", found '" + style
                            + "', which is not supported yet");
        }
        boolean explode = parameter.get("explode").isPresent() ? parameter.flag("explode") : style.equals("form");
        boolean apart = explode && form;
        Optional<Pattern> separator = apart ? Optional.empty() : Optional.of(SEPARATORS.getOrDefault(style, COMMA));
        return new Style(separator, style.equals("deepObject"), explode, in != Parameter.In.HEADER, query);
    }

    /** What may be in a body. */
    Contents contents(Optional<Located> written, boolean request) {
        List<Contents.Kind> all = new ArrayList<>();
        if (written.map(Located::node).orElse(null) instanceof Node.Mapping map) {
            for (Node.Entry entry : map.entries()) {
                Optional<MediaType> range = MediaType.of(entry.key());
                if (range.isEmpty()) {
                    library.fault(
                            entry.value(),
                            "expected a media type such as application/json, found '" + entry.key() + "'");
                    continue;
                }
                Optional<Checker> checker = written.get()
                        .with(entry.value())
                        .get("schema")
                        .filter(schema -> mayBeJson(range.get()))
                        .map(schema -> library.checker(schema, request));
                all.add(new Contents.Kind(range.get(), checker));
            }
        }
        return new Contents(List.copyOf(all));
    }

    private static boolean mayBeJson(MediaType range) {
        return range.isJson() || range.subtype().contains("*");
    }
}
