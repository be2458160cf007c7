package dev.penstock.engine;

import static dev.penstock.engine.Blocking.await;
import static dev.penstock.engine.Blocking.quietly;

import dev.penstock.engine.admin.AccessLog;
import dev.penstock.engine.admin.AdminServer;
import dev.penstock.engine.admin.GatewayMetrics;
import dev.penstock.engine.call.Held;
import dev.penstock.engine.call.LoopWatch;
import dev.penstock.engine.camel.CamelContexts;
import dev.penstock.engine.camel.ComponentJars;
import dev.penstock.engine.compile.ApiCompiler;
import dev.penstock.engine.compile.Surroundings;
import dev.penstock.engine.config.Binder;
import dev.penstock.engine.config.Cidr;
import dev.penstock.engine.config.Fault;
import dev.penstock.engine.config.GatewaySpec;
import dev.penstock.engine.config.PipelineFolder;
import dev.penstock.engine.config.Substitution;
import dev.penstock.engine.config.TelemetrySpec;
import dev.penstock.engine.deploy.Certificates;
import dev.penstock.engine.deploy.Deployment;
import dev.penstock.engine.deploy.Refreshed;
import dev.penstock.engine.deploy.Watch;
import dev.penstock.engine.expression.ExpressionCompiler;
import dev.penstock.engine.host.GatewayHost;
import dev.penstock.engine.host.HostSettings;
import dev.penstock.engine.http.FrontSettings;
import dev.penstock.engine.http.HttpServers;
import dev.penstock.engine.http.RequestListener;
import dev.penstock.engine.plugin.Plugins;
import dev.penstock.engine.redis.RedisStore;
import dev.penstock.engine.time.GatewayClock;
import dev.penstock.engine.time.Timers;
import dev.penstock.engine.tls.Keyring;
import dev.penstock.engine.upstream.Ground;
import dev.penstock.engine.upstream.Upstreams;
import dev.penstock.engine.upstream.names.Resolver;
import dev.penstock.sdk.HttpCache;
import dev.penstock.sdk.RouteName;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The composition root: reads top to bottom as the list of what a gateway is made of. */
public final class Gateway implements AutoCloseable {
    private final GatewaySpec spec;
    private final Wiring wiring;
    private final Certificates certificates;
    private final GatewayClock clock;
    private final GatewayMetrics metrics = new GatewayMetrics();
    private final List<AutoCloseable> closedLast = new ArrayList<>();
    private final Vertx vertx;
    private final Timers timers;
    private final Optional<RedisStore> shared;
    private final GatewayHost host;
    private final Plugins plugins;
    private final ComponentJars components;
    private final Upstreams upstreams;
    private final Deployment deployment;
    private final Reload reload;
    private final HttpServers servers;
    private final AdminServer admin;
    private final Held held;
    private final Worker worker = new Worker();
    private int adminPort;
    private volatile Optional<Watch> watch = Optional.empty();
    private volatile boolean draining;

    private Gateway(GatewaySpec spec, Wiring wiring, GatewayClock clock, Certificates certificates) {
        this.spec = spec;
        this.held = new Held(spec.limits().held().bytes());
        this.wiring = wiring;
        this.clock = clock;
        this.certificates = certificates;
        int loops =
                spec.eventLoops() > 0 ? spec.eventLoops() : Runtime.getRuntime().availableProcessors();
        // One Vert.x: as many event loops as take requests, native transport where the machine has one.
        vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(loops).setPreferNativeTransport(true));
        // Two times: the clock that a test moves, and timers that wait in real time.
        timers = new Timers(vertx, clock);
        // What steps see of all this.
        HostSettings settings = new HostSettings(loops, spec.cacheMemory());
        shared = spec.redis().map(redis -> RedisStore.of(redis, vertx, timers, metrics.ofSteps()));
        host = new GatewayHost(vertx, clock, timers, metrics.ofSteps(), settings, shared.map(store -> store));
        // Dialled at once and for as long as it takes: a gateway serves without it.
        shared.ifPresent(RedisStore::dial);
        wiring.services().forEach(this::offer);
        // The step types: those of the bundle, then those of dropped jars.
        Binder binder = new Binder();
        plugins = new Plugins(spec.plugins(), binder);
        // Camel's components beyond the bundle's, for callouts.
        components = new ComponentJars(spec.plugins().resolve("camel"));
        closedLast.add(components);
        // Pools of connections outlive revisions.
        Resolver resolver = wiring.addresses().orElseGet(() -> Resolver.ofSystem(vertx));
        upstreams = new Upstreams(new Ground(vertx, loops, timers, clock, resolver), metrics);
        metrics.targets(upstreams::states);
        // Files to revisions.
        deployment = deployment(binder);
        // One look at all of it, again and again: jars, then the files that name their steps.
        reload = new Reload(plugins, host, deployment);
        // The public ports, all on each loop, all looking at the table of the deployment.
        servers = new HttpServers(vertx, timers, deployment::table, front(loops));
        // Which step holds a loop, seen from elsewhere.
        closedLast.add(new LoopWatch(servers::loops, this::held));
        // What is looked at when somebody asks for the metrics.
        Gauges gauges = new Gauges(metrics, clock);
        gauges.watch(servers, held, certificates);
        gauges.watch(plugins, reload, this::faultCount);
        // The port of the operators.
        admin = new AdminServer(
                vertx,
                new GatewayView(
                        deployment,
                        upstreams,
                        plugins,
                        metrics,
                        new GatewayView.Whole(this::faults, () -> worker.later(this::reloadAll), () -> draining)),
                () -> host.service(HttpCache.class),
                spec.admin().token());
    }

    /**
     * Starts a gateway; blocks until it listens.
     *
     * @throws StartException when a port is taken or wanted twice, a certificate is faulty, or there is no pipelines folder
     */
    public static Gateway start(GatewaySpec spec, Wiring wiring) {
        Ports.check(spec);
        if (!Files.isReadable(spec.pipelines())) {
            throw new StartException(
                    "no pipelines folder at " + spec.pipelines() + ": create it, or name another with --pipelines",
                    null);
        }
        GatewayClock clock = new GatewayClock();
        Certificates certificates = new Certificates(spec.listen(), clock);
        certificates.faults().stream()
                .filter(fault -> !fault.warning())
                .findFirst()
                .ifPresent(fault -> {
                    throw new StartException(fault.toString(), null);
                });
        Gateway gateway = new Gateway(spec, wiring, clock, certificates);
        try {
            gateway.start();
            return gateway;
        } catch (RuntimeException failure) {
            gateway.close();
            throw failure;
        }
    }

    private void start() {
        worker.run(() -> reload.look(false, true));
        await(servers.start(), "cannot listen on ");
        adminPort = await(
                admin.start(spec.admin().host(), spec.admin().port()),
                "cannot listen on " + spec.admin().host() + ":" + spec.admin().port() + " (admin): ");
        watch = Optional.of(new Watch(worker, this::look));
    }

    private boolean look() {
        Refreshed found = reload.look(false, false).and(certificates.look(false, this::renew));
        if (found.changed()) {
            metrics.reloaded(found.faulty());
        }
        return found.settled();
    }

    private void renew(int listener, Keyring keys) {
        await(servers.renew(listener, keys), "certificates could not be renewed: ");
    }

    private void held(RouteName route, String step) {
        host.metrics()
                .counter(
                        "penstock_step_blocked_total",
                        "How often a step held an event loop for 200 ms or more",
                        List.of("api", route.api(), "route", route.route(), "step", step))
                .add(1);
    }

    private FrontSettings front(int loops) {
        return new FrontSettings(
                Ports.of(spec, certificates.keys()),
                loops,
                new FrontSettings.Limits(
                        (int) spec.limits().header().bytes(),
                        (int) spec.limits().uri().bytes(),
                        spec.limits().idle(),
                        spec.limits().headerTimeout(),
                        spec.limits().connections()),
                address -> Cidr.anyContains(spec.trustedProxies(), address),
                held,
                clock,
                listener());
    }

    private Deployment deployment(Binder binder) {
        PipelineFolder folder =
                new PipelineFolder(spec.pipelines(), new Substitution(wiring.environment(), spec.secrets()), binder);
        Surroundings surroundings = new Surroundings(
                host,
                binder,
                new ExpressionCompiler(clock),
                plugins.catalogue(),
                upstreams,
                new CamelContexts(components.loader()),
                spec.limits(),
                wiring.rehearsal());
        return new Deployment(folder, new ApiCompiler(surroundings), upstreams, timers, worker);
    }

    private RequestListener listener() {
        if (wiring.accessLog().isEmpty() || spec.telemetry().accessLog() == TelemetrySpec.AccessLog.OFF) {
            return metrics;
        }
        AccessLog log = new AccessLog(clock, wiring.accessLog().get());
        closedLast.add(log);
        return request -> {
            metrics.ended(request);
            log.ended(request);
        };
    }

    private <T> void offer(Class<T> type, Object service) {
        host.offer(type, type.cast(service));
    }

    /** The first public port. */
    public int port() {
        return servers.addresses().get(0).port();
    }

    /** Where it listens for clients, in the order of {@code listen}. */
    public List<FrontSettings.Address> addresses() {
        return servers.addresses();
    }

    /** The admin port. */
    public int adminPort() {
        return adminPort;
    }

    /** Reads every file that changed, as it is now; blocks until the new revisions serve. Not for an event loop. */
    public List<Fault> reload() {
        return worker.run(this::reloadAll);
    }

    private List<Fault> reloadAll() {
        Refreshed found = reload.look(false, true).and(certificates.look(true, this::renew));
        metrics.reloaded(found.faulty());
        return faults();
    }

    /** Drops all that steps remember, sets the clock back and compiles anew: a fresh gateway on the same ports. Blocks. */
    public void reset() {
        clock.reset();
        timers.realign();
        host.reset();
        upstreams.reset();
        worker.run(() -> reload.look(true, true));
    }

    /** Moves the clock and runs what is due by it, before the next request. Blocks. */
    public void advance(Duration by) {
        clock.advance(by);
        await(timers.runOverdue(), "a recurring task did not end: ");
    }

    /** The time by which things age here. */
    public InstantSource clock() {
        return clock;
    }

    /** The faults and warnings of the files as they are now. */
    public List<Fault> faults() {
        List<Fault> all = new ArrayList<>(reload.faults());
        all.addAll(deployment.faults());
        all.addAll(certificates.faults());
        return all;
    }

    private int faultCount() {
        return (int) faults().stream().filter(fault -> !fault.warning()).count();
    }

    /** The route that takes such a request. */
    public Optional<RouteName> match(String method, String requestHost, String path) {
        return deployment.table().find(method, requestHost, path);
    }

    /** The routes that a request for this path may come to. */
    public Set<RouteName> routesAt(String target) {
        return deployment.table().at(target);
    }

    /** A service that a module offers. */
    public <T> Optional<T> service(Class<T> type) {
        return host.service(type);
    }

    /**
     * Is not ready any more, tells clients that their connections close, takes no new ones, finishes what is in flight
     * within {@code drain}, ends. Blocks.
     */
    public void drain() {
        draining = true;
        watch.ifPresent(Watch::stop);
        quietly(() -> servers.drain(spec.drain())
                .await(spec.drain().plus(Blocking.PATIENCE).toMillis(), TimeUnit.MILLISECONDS));
        close();
    }

    @Override
    public void close() {
        watch.ifPresent(Watch::stop);
        quietly(() -> await(admin.stop(), "the admin port did not close: "));
        quietly(() -> await(servers.stop(), "the listener did not close: "));
        quietly(deployment::close);
        quietly(reload::close);
        worker.close();
        host.close();
        shared.ifPresent(RedisStore::close);
        quietly(() -> await(vertx.close(), "Vert.x did not stop: "));
        // Hears of all that ends by this.
        closedLast.forEach(Blocking::quietly);
    }
}
