package dev.penstock.engine.http;

import dev.penstock.engine.call.Loop;
import dev.penstock.sdk.Scheduler;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** The public listener: one verticle on each event loop, all on one port. */
public final class HttpServers {
    /** Vert.x's word for a free port that all instances share; 0 would be another one for each. */
    private static final int ANY_FREE_ONE = -1;

    private final Vertx vertx;
    private final Scheduler scheduler;
    private final Supplier<RouteTable> table;
    private final FrontSettings settings;
    private final AtomicInteger port = new AtomicInteger();
    private final AtomicInteger index = new AtomicInteger();
    private final AtomicInteger connections = new AtomicInteger();
    private final List<HttpServer> listening = new CopyOnWriteArrayList<>();
    private String deployment;

    public HttpServers(Vertx vertx, Scheduler scheduler, Supplier<RouteTable> table, FrontSettings settings) {
        this.vertx = vertx;
        this.scheduler = scheduler;
        this.table = table;
        this.settings = settings;
    }

    /** Listens; fails when the port is taken. */
    public Future<Void> start() {
        return vertx.deployVerticle(Listener::new, new DeploymentOptions().setInstances(settings.loops()))
                .onSuccess(id -> deployment = id)
                .mapEmpty();
    }

    /** The port that it listens on. */
    public int port() {
        return port.get();
    }

    /** How many clients are connected. */
    public int connections() {
        return connections.get();
    }

    /** Takes no new connections, and lets those that carry a request finish it; completes when all are closed. */
    public Future<Void> drain(Duration limit) {
        return Future.join(listening.stream()
                        .map(server -> server.shutdown(limit.toMillis(), TimeUnit.MILLISECONDS))
                        .toList())
                .mapEmpty();
    }

    public Future<Void> stop() {
        return deployment == null ? Future.succeededFuture() : vertx.undeploy(deployment);
    }

    private final class Listener extends VerticleBase {
        @Override
        public Future<?> start() {
            Loop loop = Loop.current(index.getAndIncrement(), context, scheduler);
            FrontSettings.Limits limits = settings.limits();
            Connections own = new Connections(loop, limits.idle(), limits.connections(), connections);
            Front front = new Front(loop, table, settings, own);
            HttpServerOptions options = new HttpServerOptions()
                    .setHost(settings.host())
                    .setPort(settings.port() == 0 ? ANY_FREE_ONE : settings.port())
                    .setMaxHeaderSize(limits.header())
                    .setMaxInitialLineLength(limits.uri())
                    .setHttp2ClearTextEnabled(false)
                    .setHandle100ContinueAutomatically(false);
            HttpServer server = vertx.createHttpServer(options);
            listening.add(server);
            return server.connectionHandler(own::opened)
                    .requestHandler(front::handle)
                    .invalidRequestHandler(front::handleInvalid)
                    .listen()
                    .onSuccess(up -> port.set(up.actualPort()));
        }
    }
}
