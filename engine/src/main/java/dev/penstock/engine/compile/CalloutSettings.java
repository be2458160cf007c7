package dev.penstock.engine.compile;

import dev.penstock.engine.camel.CalloutEndpoint;
import dev.penstock.engine.camel.Endpoints;
import dev.penstock.engine.camel.Turns;
import dev.penstock.engine.config.EjectSpec;
import dev.penstock.engine.upstream.health.Breaker;
import dev.penstock.sdk.CamelEndpoint;
import dev.penstock.sdk.Expression;
import dev.penstock.sdk.Host;
import dev.penstock.sdk.Node;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where the callouts of one step go, and what guards it. */
final class CalloutSettings {
    private static final CamelEndpoint NONE = () -> "none";

    private final FileUnit unit;
    private final String id;
    private final String name;

    /**
     * @param id of the step: it keeps its errors over reloads
     * @param name what a test's mocks stand in for
     */
    CalloutSettings(FileUnit unit, String id, String name) {
        this.unit = unit;
        this.id = id;
        this.name = name;
    }

    /** @param uri the same, compiled */
    CamelEndpoint endpoint(Node written, Expression<String> uri) {
        Optional<String> fixed = uri.constant();
        if (fixed.isEmpty()) {
            unit.faults()
                    .fault(
                            written,
                            "expected a URI that is the same for all requests, found an expression in it: put what"
                                    + " differs into 'headers' or 'body'");
            return NONE;
        }
        try {
            Host host = unit.surroundings().host();
            // Looked for also where a mock stands in: what cannot be found there would be a surprise in earnest.
            CalloutEndpoint.Guard guard = new CalloutEndpoint.Guard(
                    breaker(fixed.get()), host.state("camel-turns:" + id, Turns.class, Turns::new));
            CalloutEndpoint.Address address =
                    new CalloutEndpoint.Address(fixed.get(), unit.faults().concealed(written.place()));
            CalloutEndpoint found = CalloutEndpoint.find(address, unit.endpoints(), host, guard);
            Optional<URI> mock = unit.surroundings()
                    .rehearsal()
                    .targets(unit.spec().api(), name, written.place())
                    .map(all -> all.get(0));
            return mock.isEmpty()
                    ? found
                    : CalloutEndpoint.find(
                            new CalloutEndpoint.Address(StandIn.of(fixed.get(), mock.get()), Set.of()),
                            unit.endpoints(),
                            host,
                            guard);
        } catch (Endpoints.Unusable unusable) {
            unit.faults().fault(written, unusable.getMessage());
            return NONE;
        }
    }

    /** Another URI is another endpoint, which has made no errors yet. */
    private Breaker breaker(String uri) {
        Host host = unit.surroundings().host();
        Node none = new Node.Mapping(unit.spec().place(), List.of());
        EjectSpec eject = unit.surroundings()
                .binder()
                .bind(none, EjectSpec.class, unit.faults())
                .orElseThrow();
        return host.state(
                "camel:" + id + " " + uri,
                Breaker.class,
                () -> new Breaker("the component of " + id, PoolSettings.rule(eject), host.clock()));
    }
}
