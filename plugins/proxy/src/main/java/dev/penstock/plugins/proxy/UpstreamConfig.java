package dev.penstock.plugins.proxy;

import dev.penstock.sdk.Default;
import dev.penstock.sdk.Node;
import dev.penstock.sdk.RetryOn;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * {@code upstream: catalog}: sends the request to an upstream, whose answer is the answer.
 *
 * @param name the upstream, of this file or a shared one
 * @param timeout of one attempt, until the response head; default: the upstream's own
 * @param fallback upstreams to go on to, in turn, by the rules of retry and within the budget of the first
 * @param fallbackOn after what; without it {@code [connect, 502, 503, 504]}
 * @param mirror an upstream that gets a copy of each request; its answer is dropped
 * @param mirrorPercent how many of a hundred requests are copied
 * @param hedge a second request to another target when the first is silent for too long
 */
public record UpstreamConfig(
        Node name,
        Optional<Duration> timeout,
        List<Node> fallback,
        List<RetryOn> fallbackOn,
        Optional<Node> mirror,
        @Default("100") int mirrorPercent,
        Optional<Hedge> hedge) {
    /**
     * A second request.
     *
     * @param after how long the first one has
     */
    public record Hedge(Duration after) {}
}
