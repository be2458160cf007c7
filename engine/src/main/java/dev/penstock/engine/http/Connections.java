package dev.penstock.engine.http;

import dev.penstock.engine.call.Loop;
import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.IdentityHashMap;

/** The client connections of one loop; how many there may be is counted over all loops. */
final class Connections {
    private final Loop loop;
    private final Duration idle;
    private final int most;
    private final Census census;
    private final IdentityHashMap<HttpConnection, Connection> connections = new IdentityHashMap<>();

    /**
     * None yet.
     *
     * @param most beyond which a new one is closed at once
     * @param census counts those of all loops
     */
    Connections(Loop loop, Duration idle, int most, Census census) {
        this.loop = loop;
        this.idle = idle;
        this.most = most;
        this.census = census;
    }

    void opened(HttpConnection wire) {
        Connection connection = new Connection(wire, loop.scheduler(), idle, census);
        connections.put(wire, connection);
        int now = census.opened();
        wire.closeHandler(closed -> {
            census.closed();
            connections.remove(wire);
            connection.gone();
        });
        if (now > most) {
            connection.close();
        }
    }

    Connection of(HttpConnection wire) {
        return connections.get(wire);
    }
}
