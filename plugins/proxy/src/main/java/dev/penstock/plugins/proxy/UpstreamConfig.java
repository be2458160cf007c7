package dev.penstock.plugins.proxy;

import dev.penstock.sdk.Node;
import java.time.Duration;
import java.util.Optional;

/**
 * {@code upstream: catalog}: sends the request to an upstream, whose answer is the answer.
 *
 * @param name the upstream, of this file or a shared one
 * @param timeout of one attempt, until the response head; default: the upstream's own
 * @param fallback not supported yet: upstreams to go on to
 * @param fallbackOn not supported yet: what makes it go on
 * @param mirror not supported yet: an upstream that gets a copy
 * @param mirrorPercent not supported yet: the share of requests that is copied
 * @param hedge not supported yet: a second request when the first is slow
 */
public record UpstreamConfig(
        Node name,
        Optional<Duration> timeout,
        Optional<Node> fallback,
        Optional<Node> fallbackOn,
        Optional<Node> mirror,
        Optional<Node> mirrorPercent,
        Optional<Node> hedge) {}
