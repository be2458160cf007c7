package dev.penstock.engine.upstream;

import com.google.common.net.InetAddresses;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.PoolOptions;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The HTTP clients of an upstream. Requests have one for each loop: the pool of a Vert.x client hands out connections of
 * any loop, and a shared one would hop between threads. Where few requests may be in flight that counts for less than
 * that a target sees no more connections than requests: such an upstream has one for all loops.
 *
 * <p>No request waits for a connection of a pool longer than one needs to come back: {@link Places} lets in no more than
 * a pool has.
 */
final class Clients {
    private static final int FEW = 64;

    private final Vertx vertx;
    private final UpstreamSettings settings;
    private final AtomicReferenceArray<Client> clients;
    private HttpClient probes;

    /** A client, which knows the connections that it has used before. */
    record Client(HttpClient http, Set<HttpConnection> known) {
        /** Whether this connection carried a request before this one. */
        boolean isKept(HttpConnection connection) {
            return !known.add(connection);
        }
    }

    Clients(Vertx vertx, UpstreamSettings settings, int loops) {
        this.vertx = vertx;
        this.settings = settings;
        this.clients = new AtomicReferenceArray<>(settings.maxConnections() < FEW ? 1 : loops);
    }

    /** The one for requests of a loop, asked on that loop. */
    Client of(int loop) {
        int index = loop % clients.length();
        Client client = clients.get(index);
        return client != null ? client : fresh(index);
    }

    private synchronized Client fresh(int index) {
        if (clients.get(index) == null) {
            HttpClient http = vertx.createHttpClient(
                    options().setKeepAliveTimeout(55),
                    new PoolOptions().setHttp1MaxSize(settings.maxConnections()).setCleanerPeriod(5_000));
            Set<HttpConnection> known = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));
            clients.set(index, new Client(http, known));
        }
        return clients.get(index);
    }

    /** The one for probes, which keeps no connection and takes no place of a request. */
    synchronized HttpClient ofProbes() {
        if (probes == null) {
            probes = vertx.createHttpClient(options().setKeepAlive(false), new PoolOptions().setHttp1MaxSize(FEW));
        }
        return probes;
    }

    private HttpClientOptions options() {
        HttpClientOptions options = new HttpClientOptions()
                .setConnectTimeout((int) settings.connectTimeout().toMillis())
                .setSslHandshakeTimeout(settings.connectTimeout().toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setMaxHeaderSize(32 << 10)
                .setMaxChunkSize(64 << 10)
                .setTcpNoDelay(true);
        settings.tls().into(options, settings.tls().sni().isPresent() || isNamed());
        return options;
    }

    private boolean isNamed() {
        return settings.servers().stream().anyMatch(server -> !InetAddresses.isInetAddress(Target.host(server.url())));
    }

    synchronized void close() {
        for (int i = 0; i < clients.length(); i++) {
            if (clients.get(i) != null) {
                clients.get(i).http().close();
            }
        }
        if (probes != null) {
            probes.close();
        }
    }
}
