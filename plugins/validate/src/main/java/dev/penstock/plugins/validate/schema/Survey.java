package dev.penstock.plugins.validate.schema;

import dev.penstock.sdk.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Goes through schemas, and those that they refer to, before they are compiled: every reference leads somewhere, every
 * regular expression is decided in linear time, and no schema looks at the same value by way of itself.
 */
final class Survey {
    private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";
    private static final String OPENAPI_DIALECT = "https://spec.openapis.org/oas/3.1/dialect/base";

    /** So many schemas that look at one value, each through the one before, are taken. */
    private static final int LONGEST_CHAIN = 100;

    /** That a schema looks at the same value as the one that it stands in, or refers to. */
    private record Edge(Node to, Node written) {}

    private final Shelf shelf;
    private final boolean openApi30;
    private final Deque<Located> open = new ArrayDeque<>();
    private final Set<Node> schemas = none();
    private final IdentityHashMap<Node, List<Edge>> edges = new IdentityHashMap<>();
    private final Set<Node> settled = none();
    private final Set<Node> entries = none();
    private final List<Node> entered = new ArrayList<>();
    private boolean patterns;

    Survey(Shelf shelf, boolean openApi30) {
        this.shelf = shelf;
        this.openApi30 = openApi30;
    }

    /** The maps that are schemas, by identity. */
    Set<Node> schemas() {
        return schemas;
    }

    /** The schemas that stand in no other, and those that are referred to, in the order met. */
    List<Node> entries() {
        return entered;
    }

    /** Whether one of them has a regular expression. */
    boolean hasPatterns() {
        return patterns;
    }

    /** Goes through this schema and all that it needs. */
    void take(Located schema) {
        enter(schema);
        while (!open.isEmpty()) {
            look(open.pop());
        }
        circle(schema.node(), none());
    }

    private void enter(Located schema) {
        open.push(schema);
        if (entries.add(schema.node())) {
            entered.add(schema.node());
        }
    }

    private void look(Located above) {
        if (above.node() instanceof Node.Scalar scalar && scalar.value() instanceof Boolean) {
            return;
        }
        if (!(above.node() instanceof Node.Mapping map)) {
            shelf.fault(above.node(), "expected a schema, a map or true or false, found something else");
            return;
        }
        if (!schemas.add(map)) {
            return;
        }
        Located schema = new Located(shelf.resource(map, above.resource()), map);
        List<Edge> same = edges.computeIfAbsent(map, fresh -> new ArrayList<>());
        schema.get("$ref").ifPresent(reference -> refer(schema, reference.node(), same));
        if (openApi30 && !same.isEmpty()) {
            return;
        }
        schema.get("$dynamicRef").ifPresent(reference -> refer(schema, reference.node(), same));
        dialect(schema);
        patterns(map);
        for (Keywords.Inner inner : Keywords.inner(map)) {
            open.push(schema.with(inner.schema()));
            if (inner.sameValue()) {
                same.add(new Edge(inner.schema(), inner.schema()));
            }
        }
    }

    private void refer(Located schema, Node reference, List<Edge> same) {
        if (!(reference instanceof Node.Scalar text) || text.value() == null) {
            shelf.fault(reference, "expected a reference such as '#/$defs/item', found a list or a map");
            return;
        }
        Optional<Located> target = shelf.follow(schema, text);
        target.ifPresent(found -> {
            same.add(new Edge(found.node(), reference));
            enter(found);
        });
    }

    private void dialect(Located schema) {
        Optional<String> stated =
                schema.text("$schema").map(text -> text.endsWith("#") ? text.substring(0, text.length() - 1) : text);
        boolean known =
                stated.isEmpty() || stated.get().equals(DIALECT) || stated.get().equals(OPENAPI_DIALECT);
        if (!known) {
            shelf.fault(
                    schema.get("$schema").orElseThrow().node(),
                    "expected the dialect " + DIALECT + ", found another: write the schema in that, or leave it out");
        }
    }

    private void patterns(Node.Mapping schema) {
        schema.get("pattern").ifPresent(pattern -> {
            if (pattern instanceof Node.Scalar scalar && scalar.value() instanceof String) {
                said(() -> LinearPattern.of(scalar.text()), message -> shelf.fault(pattern, message));
            }
        });
        if (schema.get("patternProperties").orElse(null) instanceof Node.Mapping byName) {
            for (Node.Entry entry : byName.entries()) {
                said(() -> LinearPattern.of(entry.key()), message -> shelf.fault(entry, message));
            }
        }
    }

    private void said(Runnable compile, java.util.function.Consumer<String> fault) {
        patterns = true;
        try {
            compile.run();
        } catch (IllegalArgumentException refused) {
            fault.accept(refused.getMessage());
        }
    }

    /** Depth first; what was left behind without a circle is not gone through again. */
    private void circle(Node schema, Set<Node> path) {
        if (settled.contains(schema)) {
            return;
        }
        path.add(schema);
        for (Edge edge : edges.getOrDefault(schema, List.of())) {
            if (path.contains(edge.to())) {
                shelf.fault(
                        edge.written(),
                        "expected a schema that ends, found one that comes back to itself for the same value: put 'properties' or 'items' between");
            } else if (path.size() >= LONGEST_CHAIN) {
                shelf.fault(
                        edge.written(),
                        "expected at most " + LONGEST_CHAIN
                                + " schemas that look at one value, each through the one before, found more");
                return;
            } else {
                circle(edge.to(), path);
            }
        }
        path.remove(schema);
        settled.add(schema);
        for (Keywords.Inner inner :
                schema instanceof Node.Mapping map ? Keywords.inner(map) : List.<Keywords.Inner>of()) {
            if (!inner.sameValue()) {
                circle(inner.schema(), none());
            }
        }
    }

    /** Nodes as themselves: two that say the same are two. */
    private static Set<Node> none() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }
}
