package dev.penstock.conformance;

import dev.penstock.engine.Gateway;
import dev.penstock.engine.Wiring;
import dev.penstock.engine.compile.Rehearsal;
import dev.penstock.engine.config.Cidr;
import dev.penstock.engine.config.Fault;
import dev.penstock.engine.config.GatewaySpec;
import dev.penstock.engine.config.RouteSpec;
import dev.penstock.fleet.Fleet;
import dev.penstock.fleet.Loopback;
import dev.penstock.fleet.Tokens;
import dev.penstock.sdk.Outbound;
import dev.penstock.sdk.Place;
import dev.penstock.sdk.RouteName;
import dev.penstock.sdk.TestTokens;
import io.vertx.core.MultiMap;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;

/** One pipeline file on a gateway of its own, with mock backends in the place of its upstreams. */
final class Rig implements Ground, AutoCloseable {
    /** The client of a case stands for a proxy, so that a case can come from any address. */
    private static final List<Cidr> LOOPBACK = List.of(Cidr.parse("127.0.0.1"));

    private final PipelineUnderTest pipeline;
    private final Client client;
    private final Fleet fleet;
    private final Tokens tokens;
    private final Gateway gateway;
    private final Coverage coverage = new Coverage();
    private final SortedMap<Place, String> uses = new ConcurrentSkipListMap<>();
    private volatile Optional<Detour> detour = Optional.empty();
    /** Empty: all of them. Faults and uses are those of all routes, a case needs the steps of its own. */
    private volatile Optional<Set<RouteName>> wanted = Optional.empty();

    /** What all files of a run share. */
    record Surroundings(Client client, Tokens tokens, Path plugins) {}

    /**
     * Where requests go instead.
     *
     * @param use of an upstream, by its place
     */
    record Detour(Place use, URI to) {}

    Rig(TestReader.Read read, Surroundings surroundings) {
        this.pipeline = read.pipeline();
        this.client = surroundings.client();
        this.tokens = surroundings.tokens().anew();
        this.fleet = new Fleet(read.spec().mocks());
        Wiring wiring = new Wiring(
                read.environment(),
                new StandIns(),
                Map.of(TestTokens.class, tokens),
                Optional.empty(),
                Optional.empty());
        GatewaySpec settings = Loopback.gateway(pipeline.file(), 1)
                .withPlugins(surroundings.plugins())
                .withTrustedProxies(LOOPBACK);
        this.gateway = Gateway.start(settings, wiring);
        fleet.clock(gateway.clock());
    }

    private final class StandIns implements Rehearsal {
        @Override
        public Optional<List<URI>> targets(String api, String upstream, Place use) {
            uses.put(use, upstream);
            return detour.filter(way -> way.use().equals(use))
                    .map(way -> List.of(way.to()))
                    .or(() -> Optional.of(fleet.targets(upstream)));
        }

        @Override
        public boolean wants(RouteName route) {
            return wanted.map(names -> names.contains(route)).orElse(true);
        }

        @Override
        public Optional<Witness> witness() {
            return Optional.of(coverage);
        }
    }

    List<Fault> faults() {
        return gateway.faults();
    }

    /** Which steps ran so far. */
    Coverage coverage() {
        return coverage;
    }

    /** The names of the upstreams, by the places where steps name them. */
    Map<Place, String> uses() {
        return uses;
    }

    @Override
    public Optional<String> unfit(CaseSpec one) {
        return Optional.empty();
    }

    /** Begins a case: empty counts, caches and trips, the clock as it was, nothing seen yet. */
    @Override
    public void begin(CaseSpec one) {
        begin(one, Optional.empty());
    }

    /** The same, with one use of an upstream sent elsewhere. */
    void begin(CaseSpec one, Optional<Detour> way) {
        detour = way;
        wanted = Optional.of(one.send().stream()
                .flatMap(request -> gateway.routesAt(request.target()).stream())
                .collect(Collectors.toUnmodifiableSet()));
        gateway.reset();
        fleet.begin(one.mocks());
    }

    /** What mocks may stand in for: the upstreams that the file may use, and the steps that call out by other ways. */
    Set<String> names() {
        Set<String> names = new TreeSet<>(pipeline.upstreams());
        names.addAll(fleet.servers().keySet());
        return names;
    }

    @Override
    public void advance(Duration by) {
        gateway.advance(by);
    }

    @Override
    public void moveTo(Instant time) {
        gateway.advance(Duration.between(gateway.clock().instant(), time));
    }

    @Override
    public Answer send(SendSpec request, Duration patience) throws SendFailed {
        MultiMap headers = request.fields(pipeline.host());
        String target = request.jwt().isPresent() ? withToken(request, headers) : request.target();
        return client.send(
                URI.create("http://127.0.0.1:" + gateway.port()),
                new Client.Request(request, target, headers),
                patience);
    }

    /** How long the route that takes this request gives it; empty: for ever, or there is no route. */
    Optional<Duration> deadline(SendSpec request) {
        return route(request, pipeline.host())
                .flatMap(name -> Optional.ofNullable(pipeline.routes().get(name.route())))
                .flatMap(RouteSpec::deadline);
    }

    @Override
    public Fleet fleet() {
        return fleet;
    }

    @Override
    public void close() {
        gateway.close();
        fleet.close();
    }

    private Optional<RouteName> route(SendSpec request, String host) {
        return gateway.match(request.method(), host, request.target().replaceFirst("\\?.*", ""));
    }

    /**
     * Puts a token where the route's step looks for it.
     *
     * @return the target of the request then
     */
    private String withToken(SendSpec request, MultiMap headers) throws SendFailed {
        Optional<RouteName> route = route(request, headers.get("host"));
        if (route.isEmpty()) {
            throw new SendFailed("jwt: expected a route, found none for " + request.method() + " "
                    + request.target().replaceFirst("\\?.*", ""));
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
