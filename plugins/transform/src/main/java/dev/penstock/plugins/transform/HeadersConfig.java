package dev.penstock.plugins.transform;

import dev.penstock.sdk.Node;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code headers}: edits header fields of what goes to the upstream, and of what goes to the client. Within one
 * direction {@code remove} comes first, then {@code set}, then {@code add}.
 *
 * @param request what is sent to the upstream
 * @param response what is sent to the client, errors included
 */
public record HeadersConfig(Optional<Edits> request, Optional<Edits> response) {
    /**
     * The edits of one direction.
     *
     * @param set name to value (a text with expressions); replaces every field of that name
     * @param add name to value; stands beside what is there
     * @param remove names
     */
    public record Edits(Map<String, Node> set, Map<String, Node> add, List<Node> remove) {}
}
