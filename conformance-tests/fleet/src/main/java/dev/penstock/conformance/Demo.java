package dev.penstock.conformance;

import dev.penstock.engine.Gateway;
import dev.penstock.engine.Wiring;
import dev.penstock.engine.config.ApiSpec;
import dev.penstock.engine.config.Binder;
import dev.penstock.engine.config.Faults;
import dev.penstock.engine.config.GatewaySpec;
import dev.penstock.engine.config.PipelineFolder;
import dev.penstock.engine.config.Substitution;
import dev.penstock.engine.config.TargetSpec;
import dev.penstock.engine.config.UpstreamSpec;
import dev.penstock.engine.config.Yaml;
import dev.penstock.fleet.MockServer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The gateway on the sample pipelines, and the backends that they name. */
final class Demo implements AutoCloseable {
    private final Map<String, MockServer> backends;
    private final Gateway gateway;

    private Demo(Map<String, MockServer> backends, Gateway gateway) {
        this.backends = backends;
        this.gateway = gateway;
        backends.values().forEach(backend -> backend.clock(gateway.clock()));
    }

    /**
     * Starts the backends on the ports that the pipeline files name, then the gateway.
     *
     * @throws RuntimeException with a message for a person, when a port is taken or there is no pipelines folder
     */
    static Demo start(GatewaySpec spec) {
        Map<String, MockServer> backends = new TreeMap<>();
        try {
            ports(spec)
                    .forEach((upstream, port) -> backends.put(
                            upstream, MockServer.start(port, file().backends().get(upstream))));
            return new Demo(backends, Gateway.start(spec, Wiring.production()));
        } catch (RuntimeException failure) {
            backends.values().forEach(MockServer::close);
            throw failure;
        }
    }

    /** The same with backends on free ports, in the place of the ones that the pipeline files name. */
    static Demo startAside(GatewaySpec spec) {
        Map<String, MockServer> backends = new HashMap<>();
        file().backends().forEach((upstream, rules) -> backends.put(upstream, MockServer.start(0, rules)));
        Wiring wiring = new Wiring(
                System.getenv(),
                (api, upstream, use) ->
                        Optional.ofNullable(backends.get(upstream)).map(server -> List.of(server.uri())),
                Map.of(),
                Optional.empty(),
                Optional.empty());
        return new Demo(backends, Gateway.start(spec, wiring));
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + gateway.port());
    }

    URI adminUri() {
        return URI.create("http://127.0.0.1:" + gateway.adminPort());
    }

    /** Where the backends listen, by name. */
    Map<String, URI> backends() {
        Map<String, URI> all = new TreeMap<>();
        backends.forEach((name, server) -> all.put(name, server.uri()));
        return all;
    }

    List<DemoRequest> requests() {
        Instant now = gateway.clock().instant();
        return DemoRequest.all(DemoToken.MEMBER.mint(now), DemoToken.GUEST.mint(now));
    }

    @Override
    public void close() {
        gateway.drain();
        backends.values().forEach(MockServer::close);
    }

    /** Of the backends that the demo has, those that the pipeline files name, with their ports. */
    static Map<String, Integer> ports(GatewaySpec spec) {
        Map<String, Integer> ports = new TreeMap<>();
        Faults saidByTheGateway = new Faults();
        PipelineFolder folder =
                new PipelineFolder(spec.pipelines(), new Substitution(System.getenv(), spec.secrets()), new Binder());
        for (Path file : folder.files(saidByTheGateway)) {
            folder.load(file, saidByTheGateway)
                    .spec()
                    .map(ApiSpec::upstreams)
                    .orElse(Map.of())
                    .values()
                    .forEach(upstream -> port(upstream).ifPresent(port -> ports.put(upstream.name(), port)));
        }
        ports.keySet().retainAll(file().backends().keySet());
        return ports;
    }

    private static Optional<Integer> port(UpstreamSpec upstream) {
        return upstream.targets().stream()
                .map(TargetSpec::url)
                .filter(url -> url.getHost().equals("127.0.0.1"))
                .map(URI::getPort)
                .findFirst();
    }

    private static DemoFile file() {
        Faults faults = new Faults();
        return Yaml.read(Resources.text("demo/fleet.yaml"), "demo/fleet.yaml", faults)
                .flatMap(root -> new Binder().bind(root, DemoFile.class, faults))
                .filter(file -> !faults.hasFaults())
                .orElseThrow(() -> new IllegalStateException("the demo's backends are faulty: " + faults.list()));
    }
}
