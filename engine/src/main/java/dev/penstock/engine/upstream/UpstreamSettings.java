package dev.penstock.engine.upstream;

import dev.penstock.engine.tls.ClientTls;
import dev.penstock.engine.upstream.balance.Balance;
import dev.penstock.engine.upstream.health.EjectRule;
import dev.penstock.engine.upstream.health.HealthCheck;
import dev.penstock.engine.upstream.retry.Rules;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What makes an upstream what it is: two revisions with equal settings share one pool, with its connections and its health.
 *
 * @param api empty for one that all files share
 * @param servers in the order written
 * @param timeout of one attempt, until the response head
 * @param connectTimeout until a connection stands
 * @param idle silence within a body, or on a tunnel, before it counts as broken; empty: for ever
 * @param maxConnections requests in flight to one target, over all event loops
 * @param health empty: no probes
 * @param eject empty: no ejection
 * @param retry when a request is sent again
 * @param tls what {@code https} targets are met with
 */
public record UpstreamSettings(
        String api,
        String name,
        List<Server> servers,
        Balance balance,
        Duration timeout,
        Duration connectTimeout,
        Optional<Duration> idle,
        int maxConnections,
        Optional<HealthCheck> health,
        Optional<EjectRule> eject,
        Rules retry,
        ClientTls tls) {
    /**
     * Where requests go.
     *
     * @param url {@code http} or {@code https}; its path goes before every request's
     * @param weight its share beside the others, from 1
     */
    public record Server(URI url, int weight) {}

    public UpstreamSettings {
        servers = List.copyOf(servers);
    }

    /** Its name, for a person. */
    String shown() {
        return api.isEmpty() ? name : api + "/" + name;
    }
}
