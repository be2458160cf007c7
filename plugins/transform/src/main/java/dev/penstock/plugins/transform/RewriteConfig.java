package dev.penstock.plugins.transform;

import dev.penstock.sdk.Node;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code rewrite}: edits what is sent to the upstream; at least one of the keys. {@code request} in expressions stays what
 * the client sent.
 *
 * @param path a template of a path, percent-encoded, that begins with a slash; what is inserted is percent-encoded. The
 *     target's base path comes before it. The parameters of a query in it replace those of the same name
 * @param query edits of the query, after those of {@code path}
 * @param method in upper case, or a template of one
 * @param host what is sent as {@code Host} instead of the target's: a host, with or without a port, or a template of one
 */
record RewriteConfig(Optional<Node> path, Optional<Parameters> query, Optional<Node> method, Optional<Node> host) {
    /**
     * The edits of a query; parameters that are not named stay byte for byte.
     *
     * @param set name to value (a text with expressions), both written plainly: they are percent-encoded on their way;
     *     replaces every parameter of that name
     * @param remove names, decoded; one that is also set is set
     */
    record Parameters(Map<String, Node> set, List<String> remove) {}
}
