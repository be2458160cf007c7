package dev.penstock.engine.http;

import dev.penstock.engine.call.Loop;
import dev.penstock.engine.tls.Keyring;
import dev.penstock.engine.tls.Speech;
import dev.penstock.sdk.Scheduler;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;

/**
 * The public listeners: one verticle on each event loop, each listening on all addresses, so that a loop is one thread
 * whichever address a request came by.
 */
public final class HttpServers {
    /** How long connections without a request are kept when draining, so that what a client is sending meets no reset. */
    private static final Duration LAST_CALL = Duration.ofMillis(300);

    private final Vertx vertx;
    private final Scheduler scheduler;
    private final Supplier<RouteTable> table;
    private final FrontSettings settings;
    private final AtomicIntegerArray ports;
    private final AtomicInteger index = new AtomicInteger();
    private final Census census = new Census();
    private final List<HttpServer> listening = new CopyOnWriteArrayList<>();
    private final List<Loop> loops = new CopyOnWriteArrayList<>();
    /** One of those that share an address: what is said to it counts for all. */
    private final AtomicReferenceArray<HttpServer> shared;

    private String deployment;

    public HttpServers(Vertx vertx, Scheduler scheduler, Supplier<RouteTable> table, FrontSettings settings) {
        this.vertx = vertx;
        this.scheduler = scheduler;
        this.table = table;
        this.settings = settings;
        this.ports = new AtomicIntegerArray(settings.listen().size());
        this.shared = new AtomicReferenceArray<>(settings.listen().size());
    }

    /** Listens everywhere; fails, naming the address, when a port is taken. */
    public Future<Void> start() {
        return vertx.deployVerticle(Listener::new, new DeploymentOptions().setInstances(settings.loops()))
                .onSuccess(id -> deployment = id)
                .mapEmpty();
    }

    /** Where it listens, in the order of the settings, with the ports that were free. */
    public List<FrontSettings.Address> addresses() {
        List<FrontSettings.Address> addresses = new ArrayList<>();
        for (int i = 0; i < ports.length(); i++) {
            addresses.add(
                    new FrontSettings.Address(settings.listen().get(i).address().host(), ports.get(i)));
        }
        return addresses;
    }

    /**
     * Shows other certificates to the clients that connect from now on.
     *
     * @param number of a listener with TLS, in the order of the settings
     */
    public Future<Void> renew(int number, Keyring keys) {
        return shared.get(number).updateSSLOptions(keys.options(), true).mapEmpty();
    }

    /** The event loops that carry calls. */
    public List<Loop> loops() {
        return loops;
    }

    /** How many clients are connected. */
    public int connections() {
        return census.connections();
    }

    /** How many requests are in flight. */
    public int requests() {
        return census.requests();
    }

    /**
     * Tells clients with their next answer that their connections close, then takes no new connections, and lets those
     * that carry a request finish it; completes when all are closed.
     */
    public Future<Void> drain(Duration limit) {
        census.drain();
        Duration last = limit.compareTo(LAST_CALL) < 0 ? limit : LAST_CALL;
        Promise<Void> called = Promise.promise();
        scheduler.after(last, called::complete);
        return called.future()
                .compose(passed -> Future.join(listening.stream()
                                .map(server -> server.shutdown(limit.minus(last).toMillis(), TimeUnit.MILLISECONDS))
                                .toList())
                        .mapEmpty());
    }

    public Future<Void> stop() {
        return deployment == null ? Future.succeededFuture() : vertx.undeploy(deployment);
    }

    private final class Listener extends VerticleBase {
        @Override
        public Future<?> start() {
            Loop loop = Loop.current(index.getAndIncrement(), context, scheduler);
            loops.add(loop);
            FrontSettings.Limits limits = settings.limits();
            Connections own = new Connections(loop, limits, census);
            Front front = new Front(loop, table, settings, own);
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < settings.listen().size(); i++) {
                all.add(listen(i, own, front));
            }
            return Future.all(all);
        }

        private Future<?> listen(int number, Connections own, Front front) {
            FrontSettings.Listener listener = settings.listen().get(number);
            FrontSettings.Address address = listener.address();
            // Negative is Vert.x's word for a free port that all instances share; 0 would be another one for each.
            HttpServerOptions options = new HttpServerOptions()
                    .setHost(address.host())
                    .setPort(address.port() == 0 ? -1 - number : address.port())
                    .setMaxHeaderSize(settings.limits().header())
                    .setMaxInitialLineLength(settings.limits().uri())
                    .setMaxChunkSize(64 << 10)
                    .setHttp2ClearTextEnabled(false)
                    // What two ends agree on for a tunnel is not the gateway's to change.
                    .setPerMessageWebSocketCompressionSupported(false)
                    .setPerFrameWebSocketCompressionSupported(false)
                    .setHandle100ContinueAutomatically(false)
                    .setUseProxyProtocol(listener.proxyProtocol())
                    .setProxyProtocolTimeout(settings.limits().head().toMillis())
                    .setProxyProtocolTimeoutUnit(TimeUnit.MILLISECONDS);
            listener.tls()
                    .ifPresent(keys ->
                            Speech.apply(options, keys, settings.limits().head()));
            HttpServer server = vertx.createHttpServer(options);
            listening.add(server);
            shared.set(number, server);
            return server.connectionHandler(own::opened)
                    .requestHandler(front::handle)
                    .invalidRequestHandler(front::handleInvalid)
                    .listen()
                    .onSuccess(up -> ports.set(number, up.actualPort()))
                    .recover(taken -> Future.failedFuture(new IOException(address + ": " + taken.getMessage(), taken)));
        }
    }
}
