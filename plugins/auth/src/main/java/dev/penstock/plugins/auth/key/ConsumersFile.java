package dev.penstock.plugins.auth.key;

import dev.penstock.sdk.Node;
import java.util.Optional;

/**
 * A consumers file.
 *
 * @param consumers a list of {@link Entry entries}, or one alone
 */
record ConsumersFile(Node consumers) {
    /**
     * One of them.
     *
     * @param name {@code auth.consumer}, unique in the file
     * @param keys each a key of visible ASCII, or {@code sha256:} and the 64 hex digits of its SHA-256
     * @param tier {@code auth.tier}
     * @param scopes {@code auth.scopes}
     * @param expires a date, the first day (UTC) on which the keys are refused, or a moment such as
     *     {@code 2027-01-31T12:00:00Z}; default: never
     */
    record Entry(Node name, Node keys, Optional<Node> tier, Optional<Node> scopes, Optional<Node> expires) {}
}
