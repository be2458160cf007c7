package dev.penstock.plugins.quota;

import dev.penstock.sdk.Default;
import dev.penstock.sdk.Node;
import java.util.Optional;

/**
 * The settings of {@code quota}: lets a request pass while every limit has enough left for it, and takes from each; else
 * 429 with {@code Retry-After}, having taken from none. Every answer says what is left, in {@code RateLimit-Policy} and
 * {@code RateLimit} (draft-ietf-httpapi-ratelimit-headers-10).
 *
 * @param key who is counted, a text with expressions; default: the client's address
 * @param limits name to {@link Rate}, or tier to such a map; with tiers, {@code default} is for all others
 * @param tier the tier of the request, an expression; none found: {@code default}
 * @param cost what a request takes, a number or an expression; default: 1. One that reads {@code response} is charged
 *     when the answer is known, and the request is let in while anything is left
 * @param store where counts are kept: shared with other gateways where a store is configured, or here
 * @param onStoreDown what happens while the shared store cannot be reached
 */
public record QuotaConfig(
        Optional<Node> key,
        Node limits,
        Optional<Node> tier,
        Optional<Node> cost,
        @Default("auto") Store store,
        @Default("local") OnStoreDown onStoreDown) {

    /** Where counts are kept. */
    public enum Store {
        /** In the shared store, else here. */
        AUTO,
        /** Here. */
        LOCAL
    }

    /** What happens while the shared store cannot be reached. */
    public enum OnStoreDown {
        /** Counts are kept here meanwhile. */
        LOCAL,
        /** Requests pass. */
        ALLOW,
        /** Requests are refused. */
        DENY
    }
}
