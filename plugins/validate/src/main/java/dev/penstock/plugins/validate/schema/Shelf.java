package dev.penstock.plugins.validate.schema;

import dev.penstock.sdk.Node;
import dev.penstock.sdk.StepContext;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The documents of one step, and what their references lead to. A reference leads into a document that is here, or to a
 * file beside the one it stands in; nothing is fetched.
 */
final class Shelf {
    private static final String METASCHEMAS = "https://json-schema.org/draft/2020-12/";

    private final StepContext context;
    private final Map<String, Resource> byIri = new HashMap<>();
    private final Map<String, Node> documents = new LinkedHashMap<>();
    private final IdentityHashMap<Node, String> pointers = new IdentityHashMap<>();
    private final IdentityHashMap<Node, String> owners = new IdentityHashMap<>();
    private final IdentityHashMap<Node, Resource> resources = new IdentityHashMap<>();
    private boolean faulty;

    Shelf(StepContext context) {
        this.context = context;
    }

    /** The documents by every IRI that a reference may call them. */
    Map<String, Node> documents() {
        return documents;
    }

    boolean isFaulty() {
        return faulty;
    }

    void fault(Node at, String message) {
        faulty = true;
        context.fault(at, message);
    }

    void fault(Node.Entry at, String message) {
        faulty = true;
        context.fault(at.place(), message);
    }

    /** The document that a setting or a reference names. */
    Optional<Resource> open(Node path) {
        Optional<Node> root = context.document(path);
        faulty |= root.isEmpty();
        return root.map(found -> {
            String iri = Path.of(found.place().file())
                    .toAbsolutePath()
                    .normalize()
                    .toUri()
                    .toString();
            Resource known = resources.get(found);
            if (known != null) {
                return known;
            }
            documents.put(iri, found);
            Resource resource = new Resource(iri, found);
            byIri.put(iri, resource);
            index(found, "", iri, resource);
            return resources.get(found);
        });
    }

    /** Its place as an IRI. */
    String iri(Node node) {
        return owners.get(node) + "#" + pointers.get(node).replace("%", "%25").replace("+", "%2B");
    }

    /** What references in this schema are resolved against: its own {@code $id}, or what they were above it. */
    Resource resource(Node schema, Resource above) {
        return resources.getOrDefault(schema, above);
    }

    private void index(Node node, String pointer, String document, Resource above) {
        pointers.putIfAbsent(node, pointer);
        owners.putIfAbsent(node, document);
        Resource own = above;
        boolean named = false;
        if (node instanceof Node.Mapping map) {
            Optional<String> id = new Located(above, map).text("$id").filter(text -> !text.contains("#"));
            if (id.isPresent() && isReadable(id.get())) {
                own = new Resource(URI.create(above.iri()).resolve(id.get()).toString(), map);
                named = true;
                byIri.putIfAbsent(own.iri(), own);
                documents.putIfAbsent(own.iri(), map);
            }
            if (pointer.isEmpty() || named) {
                resources.put(map, own);
            }
            anchor(map, "$anchor", own);
            anchor(map, "$dynamicAnchor", own);
            for (Node.Entry entry : map.entries()) {
                index(entry.value(), whole(pointer, entry.key()), document, own);
            }
        } else if (node instanceof Node.Sequence list) {
            for (int i = 0; i < list.items().size(); i++) {
                index(list.items().get(i), pointer + "/" + i, document, own);
            }
        }
        if (pointer.isEmpty()) {
            resources.putIfAbsent(node, own);
        }
    }

    private void anchor(Node.Mapping map, String keyword, Resource own) {
        new Located(own, map)
                .text(keyword)
                .ifPresent(name -> byIri.putIfAbsent(own.iri() + "#" + name, new Resource(own.iri(), map)));
    }

    private static String whole(String pointer, String key) {
        return pointer + "/" + key.replace("~", "~0").replace("/", "~1");
    }

    private static boolean isReadable(String iri) {
        try {
            URI.create(iri);
            return true;
        } catch (IllegalArgumentException odd) {
            return false;
        }
    }

    /** Where a reference leads; empty for a meta-schema, and when a fault was recorded. */
    Optional<Located> follow(Located from, Node.Scalar reference) {
        String text = reference.text();
        int hash = text.indexOf('#');
        String file = hash < 0 ? text : text.substring(0, hash);
        String fragment = hash < 0 ? "" : text.substring(hash + 1);
        if (!isReadable(text)) {
            fault(reference, "expected a reference such as '#/$defs/item' or 'item.json', found '" + text + "'");
            return Optional.empty();
        }
        if (text.startsWith(METASCHEMAS)) {
            return Optional.empty();
        }
        return (file.isEmpty() ? Optional.of(from.resource()) : document(from.resource(), file, reference))
                .flatMap(resource -> within(resource, fragment, reference));
    }

    private Optional<Resource> document(Resource from, String file, Node.Scalar reference) {
        URI target = URI.create(from.iri()).resolve(file);
        Resource known = byIri.get(target.toString());
        if (known != null) {
            return Optional.of(known);
        }
        if (URI.create(file).isAbsolute()) {
            fault(
                    reference,
                    "expected a reference into this file or to a file beside it, found '" + file
                            + "': nothing is fetched, so put a copy beside it and name that");
            return Optional.empty();
        }
        String path = Optional.ofNullable(URI.create(file).getPath()).orElse(file);
        Optional<Resource> opened = open(new Node.Scalar(reference.place(), path, path));
        opened.ifPresent(resource -> {
            byIri.putIfAbsent(target.toString(), resource);
            documents.putIfAbsent(target.toString(), resource.root());
        });
        return opened;
    }

    private Optional<Located> within(Resource resource, String fragment, Node.Scalar reference) {
        String decoded =
                Optional.ofNullable(URI.create("#" + fragment).getFragment()).orElse("");
        if (!decoded.isEmpty() && !decoded.startsWith("/")) {
            Resource anchored = byIri.get(resource.iri() + "#" + decoded);
            return found(Optional.ofNullable(anchored).map(Resource::root), resource, reference);
        }
        Optional<Node> node = Optional.of(resource.root());
        for (String step :
                decoded.isEmpty() ? new String[0] : decoded.substring(1).split("/", -1)) {
            String key = step.replace("~1", "/").replace("~0", "~");
            node = node.flatMap(above -> below(above, key));
        }
        return found(node, resource, reference);
    }

    private Optional<Located> found(Optional<Node> node, Resource resource, Node.Scalar reference) {
        if (node.isEmpty()) {
            fault(reference, "expected a reference to what is there, found '" + reference.text() + "', which is not");
        }
        return node.map(there -> new Located(resource(there, resource), there));
    }

    static Optional<Node> below(Node above, String key) {
        if (above instanceof Node.Mapping map) {
            return map.get(key);
        }
        boolean index = above instanceof Node.Sequence list
                && key.matches("0|[1-9][0-9]{0,8}")
                && Integer.parseInt(key) < list.items().size();
        return index ? Optional.of(((Node.Sequence) above).items().get(Integer.parseInt(key))) : Optional.empty();
    }
}
