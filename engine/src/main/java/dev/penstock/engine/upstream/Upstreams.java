package dev.penstock.engine.upstream;

import dev.penstock.sdk.Upstream;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.PoolOptions;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** All upstreams of the gateway, kept over reloads as long as their settings stay. */
public final class Upstreams {
    private final Vertx vertx;
    private final int loops;
    private final UpstreamListener listener;
    private final InstantSource clock;
    private final Map<UpstreamSettings, UpstreamPool> pools = new ConcurrentHashMap<>();

    /** @param clock by which the budgets of retries age */
    public Upstreams(Vertx vertx, int loops, InstantSource clock, UpstreamListener listener) {
        this.vertx = vertx;
        this.loops = loops;
        this.clock = clock;
        this.listener = listener;
    }

    /** The pool for these settings. */
    public Upstream get(UpstreamSettings settings) {
        return UpstreamUse.of(
                pools.computeIfAbsent(settings, fresh -> new UpstreamPool(fresh, new Clients(fresh), clock, listener)));
    }

    /** Closes the pools of all settings but these. */
    public void retain(Set<UpstreamSettings> used) {
        pools.entrySet().removeIf(pool -> {
            boolean unused = !used.contains(pool.getKey());
            if (unused) {
                pool.getValue().close();
            }
            return unused;
        });
    }

    /** A client of one loop, which knows the connections that it has used before. */
    record Client(HttpClient http, Set<HttpConnection> known) {
        /** Whether this connection carried a request before this one. */
        boolean isKept(HttpConnection connection) {
            return !known.add(connection);
        }
    }

    /**
     * One client for each loop, made on that loop: the pool of a Vert.x client hands out connections of any loop, and
     * a shared one would hop between threads.
     */
    final class Clients {
        private final UpstreamSettings settings;
        private final AtomicReferenceArray<Client> clients = new AtomicReferenceArray<>(loops);

        Clients(UpstreamSettings settings) {
            this.settings = settings;
        }

        Client of(int loop) {
            Client client = clients.get(loop);
            if (client == null) {
                client = new Client(make(), Collections.newSetFromMap(new WeakHashMap<>()));
                clients.set(loop, client);
            }
            return client;
        }

        private HttpClient make() {
            return vertx.createHttpClient(
                    new HttpClientOptions()
                            .setConnectTimeout((int) settings.connectTimeout().toMillis())
                            .setKeepAliveTimeout(55)
                            .setMaxHeaderSize(32 << 10)
                            .setMaxChunkSize(64 << 10)
                            .setTcpNoDelay(true),
                    new PoolOptions()
                            .setHttp1MaxSize(settings.maxConnections())
                            .setMaxWaitQueueSize(10_000)
                            .setCleanerPeriod(5_000));
        }

        void close() {
            for (int i = 0; i < clients.length(); i++) {
                Client client = clients.get(i);
                if (client != null) {
                    client.http().close();
                }
            }
        }
    }
}
