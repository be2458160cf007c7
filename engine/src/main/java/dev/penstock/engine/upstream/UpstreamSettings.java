package dev.penstock.engine.upstream;

import dev.penstock.engine.upstream.retry.Rules;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What makes an upstream what it is: two revisions with equal settings share one pool.
 *
 * @param targets as often as their weight says
 * @param timeout of one attempt, until the response head
 * @param connectTimeout until a connection stands
 * @param idle silence within a body, or on a tunnel, before it counts as broken; empty: for ever
 * @param maxConnections to one target
 * @param retry when a request is sent again
 */
public record UpstreamSettings(
        String api,
        String name,
        List<URI> targets,
        Duration timeout,
        Duration connectTimeout,
        Optional<Duration> idle,
        int maxConnections,
        Rules retry) {
    public UpstreamSettings {
        targets = List.copyOf(targets);
    }
}
