package dev.penstock.engine.config;

import dev.penstock.sdk.Default;
import dev.penstock.sdk.Node;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The settings of an upstream.
 *
 * @param shared whether it is a file of its own, with one pool for all pipeline files
 * @param targets in the order written
 * @param balance how they share the requests
 * @param timeout of one attempt, until the response head
 * @param connectTimeout of one connection
 * @param idle silence within a body before it counts as broken; empty: that of the gateway's limits
 * @param maxConnections requests in flight to one target, over all event loops
 * @param health empty: no probes
 * @param eject empty: no ejection
 * @param retry when a request is sent again; empty: never
 * @param tls what {@code https} targets are met with; empty: as the JVM does
 */
public record UpstreamSpec(
        String name,
        boolean shared,
        List<TargetSpec> targets,
        BalanceSpec balance,
        Duration timeout,
        Duration connectTimeout,
        Optional<Bound> idle,
        int maxConnections,
        Optional<HealthSpec> health,
        Optional<EjectSpec> eject,
        Optional<RetrySpec> retry,
        Optional<UpstreamTls> tls) {
    /**
     * The keys of an upstream.
     *
     * @param targets its servers: URLs, or {@code {url, weight}}
     * @param balance how they share the requests
     * @param timeout of one attempt, until the response head
     * @param connectTimeout of one connection
     * @param idle silence within a body before it counts as broken; {@code none} for streams; default: that of the
     *     gateway's limits
     * @param maxConnections requests in flight to one target; beyond it a request waits its turn
     * @param protocol what is spoken with the targets; {@code h2} and {@code h2c} are not supported yet
     * @param health how they are probed; default: not at all
     * @param eject when a target's errors put it out; default: never
     * @param retry when a request is sent again; default: never
     * @param tls what {@code https} targets are met with; default: as the JVM does
     */
    record File(
            @Holds(Holds.Content.TARGETS) Optional<Node> targets,

            @Holds(Holds.Content.BALANCE) @Default("round-robin")
            Node balance,

            @Default("15s") @Range(min = 1) Duration timeout,
            @Default("1s") @Range(min = 1) Duration connectTimeout,
            Optional<Bound> idle,
            @Default("256") @Range(min = 1) int maxConnections,
            @Default("http/1.1") Protocol protocol,
            Optional<HealthSpec> health,
            Optional<EjectSpec> eject,
            Optional<RetrySpec> retry,
            Optional<UpstreamTls> tls) {
        /** As those of {@link ApiFile#REQUIRED}. */
        static final Set<String> REQUIRED = Set.of("targets");
    }

    public UpstreamSpec {
        targets = List.copyOf(targets);
    }

    /** Reads an upstream; what is faulty has its default. */
    static UpstreamSpec read(String name, Node node, boolean shared, Binder binder, Faults faults) {
        File file = binder.bind(node, File.class, faults).orElseGet(() -> defaults(binder, node));
        Optional<Node> targets =
                node instanceof Node.Mapping mapping ? Binder.required(mapping, "targets", faults) : Optional.empty();
        return new UpstreamSpec(
                name,
                shared,
                targets.map(found -> targets(found, binder, faults)).orElse(List.of()),
                BalanceSpec.read(file.balance(), new Reading(binder, faults, "balance")),
                file.timeout(),
                file.connectTimeout(),
                file.idle(),
                file.maxConnections(),
                file.health(),
                file.eject(),
                file.retry(),
                file.tls());
    }

    private static List<TargetSpec> targets(Node node, Binder binder, Faults faults) {
        List<TargetSpec> targets = new ArrayList<>();
        List<Node> items = node instanceof Node.Sequence sequence ? sequence.items() : List.of(node);
        for (Node item : items) {
            binder.bind(item, TargetSpec.File.class, Optional.of("url"), faults)
                    .ifPresent(file -> targets.add(new TargetSpec(file.url().uri(), file.weight())));
        }
        if (items.isEmpty()) {
            faults.fault(node, "targets: expected at least one target such as http://127.0.0.1:9101, found none");
        }
        return targets;
    }

    private static File defaults(Binder binder, Node node) {
        return binder.bind(new Node.Mapping(node.place(), List.of()), File.class, new Faults())
                .orElseThrow();
    }
}
