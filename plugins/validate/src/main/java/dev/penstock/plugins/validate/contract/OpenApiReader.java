package dev.penstock.plugins.validate.contract;

import dev.penstock.plugins.validate.schema.Library;
import dev.penstock.plugins.validate.schema.Located;
import dev.penstock.sdk.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads an OpenAPI description, 3.0 or 3.1: paths, operations, parameters, bodies and answers. What else it says
 * (servers, security, callbacks, links) has no part in a check.
 */
public final class OpenApiReader {
    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");
    private static final Set<String> DIALECTS =
            Set.of("https://json-schema.org/draft/2020-12/schema", "https://spec.openapis.org/oas/3.1/dialect/base");

    private final Library library;
    private final PartReader parts;

    public OpenApiReader(Library library) {
        this.library = library;
        this.parts = new PartReader(library);
    }

    /** Its operations; faults are recorded. */
    public Contract read(Located root) {
        String version = root.text("openapi").orElse("");
        if (version.startsWith("3.0.")) {
            library.openApi30();
        } else if (!version.startsWith("3.1.")) {
            library.fault(
                    root.get("openapi")
                            .or(() -> root.get("swagger"))
                            .orElse(root)
                            .node(),
                    "expected 'openapi: 3.1.x' or 3.0.x, found another description: write it in one of these");
            return new OpenApi(List.of());
        }
        root.get("jsonSchemaDialect").ifPresent(dialect -> {
            if (!DIALECTS.contains(root.text("jsonSchemaDialect").orElse(""))) {
                library.fault(
                        dialect.node(),
                        "expected one of "
                                + String.join(", ", DIALECTS.stream().sorted().toList()));
            }
        });
        List<OpenApi.Item> items = new ArrayList<>();
        Map<String, String> shapes = new HashMap<>();
        Optional<Located> paths = root.get("paths");
        if (paths.map(Located::node).orElse(null) instanceof Node.Mapping map) {
            for (Node.Entry entry : map.entries()) {
                if (entry.key().startsWith("/")) {
                    library.follow(paths.get().with(entry.value()))
                            .flatMap(item -> item(entry, item, shapes))
                            .ifPresent(items::add);
                }
            }
        } else {
            library.fault(root.node(), "expected 'paths', found none: a description without them allows no request");
        }
        return new OpenApi(items);
    }

    private Optional<OpenApi.Item> item(Node.Entry entry, Located item, Map<String, String> shapes) {
        PathTemplate path = new PathTemplate(entry.key());
        String other = shapes.putIfAbsent(path.shape(), entry.key());
        if (other != null) {
            library.fault(entry.value(), "expected each path once, found '" + entry.key() + "' beside '" + other + "'");
            return Optional.empty();
        }
        Map<String, Operation> operations = new LinkedHashMap<>();
        if (item.node() instanceof Node.Mapping map) {
            for (Node.Entry method : map.entries()) {
                if (METHODS.contains(method.key())) {
                    String upper = method.key().toUpperCase(Locale.ROOT);
                    operations.put(upper, operation(upper + " " + entry.key(), path, item, item.with(method.value())));
                }
            }
        }
        return Optional.of(new OpenApi.Item(path, operations));
    }

    private Operation operation(String name, PathTemplate path, Located item, Located operation) {
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        parameters(item.get("parameters"), parameters);
        parameters(operation.get("parameters"), parameters);
        for (Parameter parameter : parameters.values()) {
            if (parameter.in() == Parameter.In.PATH && !path.names().contains(parameter.name())) {
                library.fault(
                        operation.node(),
                        "expected {" + parameter.name() + "} in the path of " + name
                                + ", found a parameter without it");
            }
        }
        Optional<Bodied> body = operation
                .get("requestBody")
                .flatMap(library::follow)
                .map(said -> new Bodied(said.flag("required"), parts.contents(said.get("content"), true)));
        return new Operation(name, List.copyOf(parameters.values()), body, answers(operation.get("responses")));
    }

    /** Those of the operation replace those of its path. */
    private void parameters(Optional<Located> list, Map<String, Parameter> known) {
        if (list.map(Located::node).orElse(null) instanceof Node.Sequence items) {
            for (Node item : items.items()) {
                parts.parameter(list.get().with(item))
                        .ifPresent(parameter -> known.put(parameter.in() + " " + parameter.name(), parameter));
            }
        }
    }

    private Map<String, Answer> answers(Optional<Located> responses) {
        Map<String, Answer> answers = new LinkedHashMap<>();
        if (responses.map(Located::node).orElse(null) instanceof Node.Mapping map) {
            for (Node.Entry entry : map.entries()) {
                library.follow(responses.get().with(entry.value()))
                        .ifPresent(answer -> answers.put(
                                entry.key(),
                                new Answer(
                                        parts.headers(answer.get("headers")),
                                        parts.contents(answer.get("content"), false))));
            }
        }
        return answers;
    }
}
