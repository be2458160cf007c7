package dev.penstock.plugins.aggregate;

import dev.penstock.sdk.Default;
import dev.penstock.sdk.Node;
import dev.penstock.sdk.Size;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One call of a join: a method with its path, and the upstream that it goes to. A call starts as soon as every call
 * that its settings name has ended.
 *
 * @param get the path of a GET, a URL template
 * @param post the path of a POST
 * @param put the path of a PUT
 * @param patch the path of a PATCH
 * @param delete the path of a DELETE
 * @param from the upstream
 * @param query parameter to value (a text), percent-encoded, after what the path itself has
 * @param headers header name to value (a text)
 * @param forward names of header fields that are sent as the steps above left them; no other of the client's is
 * @param body a template, sent as JSON
 * @param timeout of the whole answer, body included; default: the upstream's
 * @param when the call is made only when this is true; otherwise every expression that reads below it gives null
 * @param onError what an error does: {@code fail} (default), {@code omit}, {@code "null"}, {@code {use: <value>}},
 *     {@code stale} (the last good answer, of a call with {@code cache}), {@code skip} (in {@code for-each}: leaves the
 *     item out)
 * @param onStatus status to the same values, or to {@code body}: the answer is data, not an error
 * @param maxBody the longest answer; a longer one is an error of the call
 * @param forEach a list: one request for each {@code item} of it, whose answers are the call's {@code body}, in order;
 *     {@code timeout}, {@code on-error}, {@code on-status} and {@code max-body} are those of one item; null makes the call
 *     null
 * @param maxParallel of {@code for-each}: how many requests at once
 * @param maxItems of {@code for-each}: a longer list is an error of the call
 * @param cache how long an answer is kept that does not say so itself; for {@code get} without a body
 * @param hedge a second request to another target when the first is silent for too long
 */
public record CallConfig(
        Optional<Node> get,
        Optional<Node> post,
        Optional<Node> put,
        Optional<Node> patch,
        Optional<Node> delete,
        Node from,
        Map<String, Node> query,
        Map<String, Node> headers,
        List<Node> forward,
        Optional<Node> body,
        Optional<Duration> timeout,
        Optional<Node> when,
        Optional<Node> onError,
        Map<String, Node> onStatus,
        @Default("4MiB") Size maxBody,
        Optional<Node> forEach,
        @Default("8") int maxParallel,
        @Default("1000") int maxItems,
        Optional<Duration> cache,
        Optional<Hedge> hedge) {
    /**
     * A second request when the first one is slow.
     *
     * @param after how long the first one has
     */
    public record Hedge(Duration after) {}
}
