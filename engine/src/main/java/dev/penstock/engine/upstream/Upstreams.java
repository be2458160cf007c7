package dev.penstock.engine.upstream;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** All upstreams of the gateway, kept over reloads as long as their settings stay. */
public final class Upstreams {
    private final Vertx vertx;
    private final int loops;
    private final UpstreamListener listener;
    private final Map<UpstreamSettings, UpstreamPool> pools = new ConcurrentHashMap<>();

    public Upstreams(Vertx vertx, int loops, UpstreamListener listener) {
        this.vertx = vertx;
        this.loops = loops;
        this.listener = listener;
    }

    /** The pool for these settings. */
    public UpstreamPool get(UpstreamSettings settings) {
        return pools.computeIfAbsent(settings, fresh -> new UpstreamPool(fresh, new Clients(fresh), listener));
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

    /**
     * One client for each loop, made on that loop: the pool of a Vert.x client hands out connections of any loop, and
     * a shared one would hop between threads.
     */
    final class Clients {
        private final UpstreamSettings settings;
        private final AtomicReferenceArray<HttpClient> clients = new AtomicReferenceArray<>(loops);

        Clients(UpstreamSettings settings) {
            this.settings = settings;
        }

        HttpClient of(int loop) {
            HttpClient client = clients.get(loop);
            if (client == null) {
                client = vertx.createHttpClient(
                        new HttpClientOptions()
                                .setConnectTimeout(
                                        (int) settings.connectTimeout().toMillis())
                                .setKeepAliveTimeout(55)
                                .setMaxHeaderSize(32 << 10)
                                .setMaxChunkSize(64 << 10)
                                .setTcpNoDelay(true),
                        new PoolOptions()
                                .setHttp1MaxSize(settings.maxConnections())
                                .setMaxWaitQueueSize(10_000)
                                .setCleanerPeriod(5_000));
                clients.set(loop, client);
            }
            return client;
        }

        void close() {
            for (int i = 0; i < clients.length(); i++) {
                HttpClient client = clients.get(i);
                if (client != null) {
                    client.close();
                }
            }
        }
    }
}
