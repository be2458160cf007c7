package dev.penstock.conformance;

import dev.penstock.engine.Gateway;
import dev.penstock.engine.Wiring;
import dev.penstock.engine.config.Fault;
import dev.penstock.fleet.Fleet;
import dev.penstock.fleet.Loopback;
import dev.penstock.fleet.MockRule;
import dev.penstock.fleet.MockServer;
import dev.penstock.fleet.Tokens;
import dev.penstock.sdk.Outbound;
import dev.penstock.sdk.RouteName;
import dev.penstock.sdk.TestTokens;
import io.vertx.core.MultiMap;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** One pipeline file on a gateway of its own, with mock backends in the place of its upstreams. */
final class Rig implements AutoCloseable {
    private final PipelineUnderTest pipeline;
    private final Client client;
    private final Fleet fleet;
    private final Tokens tokens;
    private final Gateway gateway;

    /** What all files of a run share. */
    record Surroundings(Client client, Tokens tokens, Path plugins) {}

    Rig(
            PipelineUnderTest pipeline,
            Map<String, String> environment,
            Map<String, List<MockRule>> mocks,
            Surroundings surroundings) {
        this.pipeline = pipeline;
        this.client = surroundings.client();
        this.tokens = surroundings.tokens().anew();
        this.fleet = new Fleet(mocks);
        Wiring wiring = new Wiring(
                environment,
                (api, upstream) -> Optional.of(fleet.targets(upstream)),
                Map.of(TestTokens.class, tokens),
                Optional.empty(),
                Optional.empty());
        this.gateway = Gateway.start(Loopback.gateway(pipeline.file(), 1).withPlugins(surroundings.plugins()), wiring);
        fleet.clock(gateway.clock());
    }

    List<Fault> faults() {
        return gateway.faults();
    }

    /** Begins a case: empty counts, caches and trips, the clock as it was, nothing seen yet. */
    void begin(CaseSpec one) {
        gateway.reset();
        fleet.begin(one.mocks());
    }

    /** What mocks may stand in for: the upstreams that the file may use, and the steps that call out by other ways. */
    Set<String> names() {
        Set<String> names = new TreeSet<>(pipeline.upstreams());
        names.addAll(fleet.servers().keySet());
        return names;
    }

    void advance(Duration by) {
        gateway.advance(by);
    }

    Answer send(SendSpec request) throws SendFailed {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        request.headers().forEach((name, values) -> headers.add(name, values));
        if (!headers.contains("host")) {
            headers.set("host", pipeline.host());
        }
        if (request.json().isPresent() && !headers.contains("content-type")) {
            headers.set("content-type", "application/json");
        }
        String target = request.jwt().isPresent() ? withToken(request, headers) : request.target();
        return client.send(gateway.port(), request, target, headers);
    }

    /** The backends that stand in, by upstream. */
    Map<String, MockServer> backends() {
        return fleet.servers();
    }

    /** The backend of this upstream. */
    MockServer backend(String upstream) {
        return fleet.server(upstream);
    }

    @Override
    public void close() {
        gateway.close();
        fleet.close();
    }

    /**
     * Puts a token where the route's step looks for it.
     *
     * @return the target of the request then
     */
    private String withToken(SendSpec request, MultiMap headers) throws SendFailed {
        String host = headers.get("host");
        String path = request.target().replaceFirst("\\?.*", "");
        Optional<RouteName> route = gateway.match(request.method(), host, path);
        if (route.isEmpty()) {
            throw new SendFailed("jwt: expected a route, found none for " + request.method() + " " + path);
        }
        String token = tokens.mint(route.get(), request.claims().orElseThrow())
                .orElseThrow(
                        () -> new SendFailed("jwt: expected a step that takes a token, found none on " + route.get()));
        Outbound sent = Outbound.of(request.method(), request.target());
        sent.headers().addAll(headers);
        tokens.carry(route.get(), token, sent);
        headers.setAll(sent.headers());
        return sent.path() + sent.query().map(query -> "?" + query).orElse("");
    }
}
