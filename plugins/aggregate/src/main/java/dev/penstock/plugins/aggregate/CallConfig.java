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
 * @param onError what an error does: {@code fail} (default), {@code omit}, {@code "null"}, {@code {use: <value>}}
 * @param onStatus status to the same values, or to {@code body}: the answer is data, not an error
 * @param maxBody the longest answer; a longer one is an error of the call
 * @param forEach not supported yet: one request for each item of a list
 * @param maxParallel not supported yet: how many items at once
 * @param maxItems not supported yet: how many items at most
 * @param cache not supported yet: how long an answer is kept
 * @param hedge not supported yet: a second request when the first is slow
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
        Optional<Node> maxParallel,
        Optional<Node> maxItems,
        Optional<Node> cache,
        Optional<Node> hedge) {}
