package dev.penstock.fleet;

import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Backends by the name of the upstream that they stand in for; one that is asked for by a new name starts then. */
public final class Fleet implements AutoCloseable {
    private final Map<String, List<MockRule>> rules;
    private final Map<String, Integer> ports;
    private final Map<String, MockServer> servers = new TreeMap<>();
    private Optional<InstantSource> clock = Optional.empty();

    /**
     * A fleet that starts its backends when they are asked for.
     *
     * @param rules of each upstream; others have none
     */
    public Fleet(Map<String, List<MockRule>> rules) {
        this(rules, Map.of());
    }

    /**
     * The same, some of them on ports that are known before.
     *
     * @param ports by upstream; others get a free one
     */
    public Fleet(Map<String, List<MockRule>> rules, Map<String, Integer> ports) {
        this.rules = Map.copyOf(rules);
        this.ports = Map.copyOf(ports);
        ports.keySet().forEach(this::server);
    }

    /** The backend of this name. */
    public synchronized MockServer server(String upstream) {
        return servers.computeIfAbsent(upstream, name -> {
            // A kept connection that breaks is replaced once: what a case counts would depend on the cases before it.
            MockServer server = MockServer.start(ports.getOrDefault(name, 0), rules.getOrDefault(name, List.of()))
                    .closing();
            clock.ifPresent(server::clock);
            return server;
        });
    }

    /** Where the backend of this name listens, as the targets of its upstream. */
    public List<URI> targets(String upstream) {
        return List.of(server(upstream).uri());
    }

    /** The backends that were asked for, by name. */
    public synchronized Map<String, MockServer> servers() {
        return new TreeMap<>(servers);
    }

    /** Writes {@code Date} by this clock from now on. */
    public synchronized void clock(InstantSource clock) {
        this.clock = Optional.of(clock);
        servers.values().forEach(server -> server.clock(clock));
    }

    /** Forgets what all saw and what was laid over their rules, then lays these over them. */
    public synchronized void begin(Map<String, List<MockRule>> top) {
        servers.values().forEach(MockServer::forget);
        top.forEach((upstream, over) -> server(upstream).layOver(over));
    }

    @Override
    public synchronized void close() {
        servers.values().forEach(MockServer::close);
        servers.clear();
    }
}
