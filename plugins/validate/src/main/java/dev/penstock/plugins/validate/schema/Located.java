package dev.penstock.plugins.validate.schema;

import dev.penstock.sdk.Node;
import java.util.Optional;

/** A piece of a document, with what references in it are resolved against. */
public record Located(Resource resource, Node node) {
    Located(Resource resource) {
        this(resource, resource.root());
    }

    /** Another piece of the same document. */
    public Located with(Node other) {
        return new Located(resource, other);
    }

    /** What this key leads to, when this is a map that has it. */
    public Optional<Located> get(String key) {
        return node instanceof Node.Mapping map ? map.get(key).map(this::with) : Optional.empty();
    }

    /** The text of this key, when it has one. */
    public Optional<String> text(String key) {
        return get(key).flatMap(found -> found.node instanceof Node.Scalar scalar && scalar.value() != null
                ? Optional.of(scalar.text())
                : Optional.empty());
    }

    /** Whether this key says true. */
    public boolean flag(String key) {
        return get(key).filter(found -> found.node instanceof Node.Scalar scalar && Boolean.TRUE.equals(scalar.value()))
                .isPresent();
    }
}
