package dev.penstock.engine.upstream.names;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.util.List;

/** Finds the addresses of a name, beside the event loops. */
@FunctionalInterface
public interface Resolver {
    /** At least one address, or a failure. */
    Future<List<InetAddress>> resolve(String host);

    /** The system's: its hosts file, its name servers. */
    static Resolver ofSystem(Vertx vertx) {
        return host -> vertx.executeBlocking(() -> List.of(InetAddress.getAllByName(host)), false);
    }
}
