package dev.penstock.conformance;

import dev.penstock.fleet.Fleet;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A gateway that runs by itself on the exported pipeline files, and the backends that it calls. Nobody can move its
 * clock, make it trust a key, or empty what it remembers: cases that need it are not run.
 */
final class RemoteGround implements Ground, AutoCloseable {
    private final URI gateway;
    private final String host;
    private final Client client;
    private final Fleet fleet;

    /** @param ports where the backends are, by upstream */
    RemoteGround(URI gateway, TestReader.Read read, Map<String, Integer> ports, Client client) {
        this.gateway = gateway;
        this.host = read.pipeline().host();
        this.client = client;
        this.fleet = new Fleet(read.spec().mocks(), ports);
    }

    @Override
    public Optional<String> unfit(CaseSpec one) {
        return one.send().stream()
                .flatMap(request -> unfit(request).stream())
                .findFirst()
                .map(key -> "'" + key + "' needs a gateway under test");
    }

    private static Optional<String> unfit(SendSpec request) {
        return request.after()
                .map(any -> "after")
                .or(() -> request.at().map(any -> "at"))
                .or(() -> request.jwt().map(any -> "jwt"));
    }

    @Override
    public void begin(CaseSpec one) {
        fleet.begin(one.mocks());
    }

    @Override
    public void advance(Duration by) {
        throw new IllegalStateException("a case that needs it is not run");
    }

    @Override
    public void moveTo(Instant time) {
        throw new IllegalStateException("a case that needs it is not run");
    }

    @Override
    public Answer send(SendSpec request, Duration patience) throws SendFailed {
        return client.send(gateway, new Client.Request(request, request.target(), request.fields(host)), patience);
    }

    @Override
    public Fleet fleet() {
        return fleet;
    }

    @Override
    public void close() {
        fleet.close();
    }
}
