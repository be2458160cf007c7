package dev.penstock.engine.http;

import dev.penstock.engine.call.Loop;
import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The client connections of one loop; how many there may be is counted over all loops. */
final class Connections {
    private final Loop loop;
    private final Duration idle;
    private final int most;
    private final AtomicInteger open;
    private final IdentityHashMap<HttpConnection, Connection> connections = new IdentityHashMap<>();

    /**
     * None yet.
     *
     * @param most beyond which a new one is closed at once
     * @param open how many there are on all loops
     */
    Connections(Loop loop, Duration idle, int most, AtomicInteger open) {
        this.loop = loop;
        this.idle = idle;
        this.most = most;
        this.open = open;
    }

    void opened(HttpConnection wire) {
        Connection connection = new Connection(wire, loop.scheduler(), idle);
        connections.put(wire, connection);
        int now = open.incrementAndGet();
        wire.closeHandler(closed -> {
            open.decrementAndGet();
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
