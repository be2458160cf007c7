package dev.penstock.engine.http;

import dev.penstock.engine.call.Loop;
import io.vertx.core.http.HttpConnection;
import java.util.IdentityHashMap;

/** The client connections of one loop; how many there may be is counted over all loops. */
final class Connections {
    private final Loop loop;
    private final FrontSettings.Limits limits;
    private final Census census;
    private final IdentityHashMap<HttpConnection, Connection> connections = new IdentityHashMap<>();

    /**
     * None yet.
     *
     * @param limits one connection more than there may be is closed at once
     * @param census counts those of all loops
     */
    Connections(Loop loop, FrontSettings.Limits limits, Census census) {
        this.loop = loop;
        this.limits = limits;
        this.census = census;
    }

    void opened(HttpConnection wire) {
        Connection connection = new Connection(wire, loop.scheduler(), limits, census, () -> forget(wire));
        connections.put(wire, connection);
        int now = census.opened();
        wire.closeHandler(closed -> connection.gone());
        if (now > limits.connections()) {
            connection.close();
        }
    }

    private void forget(HttpConnection wire) {
        census.closed();
        connections.remove(wire);
    }

    Connection of(HttpConnection wire) {
        return connections.get(wire);
    }
}
