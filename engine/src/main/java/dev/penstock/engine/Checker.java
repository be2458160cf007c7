package dev.penstock.engine;

import dev.penstock.engine.admin.GatewayMetrics;
import dev.penstock.engine.camel.CamelContexts;
import dev.penstock.engine.camel.ComponentJars;
import dev.penstock.engine.compile.ApiCompiler;
import dev.penstock.engine.compile.Claim;
import dev.penstock.engine.compile.Clashes;
import dev.penstock.engine.compile.Outline;
import dev.penstock.engine.compile.Surroundings;
import dev.penstock.engine.config.ApiSpec;
import dev.penstock.engine.config.Binder;
import dev.penstock.engine.config.Faults;
import dev.penstock.engine.config.GatewaySpec;
import dev.penstock.engine.config.Loaded;
import dev.penstock.engine.config.PipelineFolder;
import dev.penstock.engine.config.Substitution;
import dev.penstock.engine.expression.ExpressionCompiler;
import dev.penstock.engine.host.GatewayHost;
import dev.penstock.engine.host.HostSettings;
import dev.penstock.engine.host.UnaskedStore;
import dev.penstock.engine.plugin.Plugins;
import dev.penstock.engine.plugin.StepCatalogue;
import dev.penstock.engine.time.GatewayClock;
import dev.penstock.engine.time.Timers;
import dev.penstock.engine.upstream.Ground;
import dev.penstock.engine.upstream.Upstreams;
import dev.penstock.engine.upstream.names.Resolver;
import dev.penstock.sdk.Place;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Looks at pipeline files without serving them: all steps are created, nothing listens, nothing is fetched. */
public final class Checker implements AutoCloseable {
    private final GatewaySpec spec;
    private final Faults faults;
    private final Binder binder = new Binder();
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final GatewayHost host;
    private final Plugins jars;
    private final ComponentJars components;
    private final ApiCompiler compiler;

    /** Of a gateway whose own file is known. */
    public Checker(GatewaySpec spec, Faults faults) {
        this(spec, true, faults);
    }

    /**
     * Starts the plugins.
     *
     * @param spec of the gateway that would serve the files
     * @param known whether that is all there is to know: without the gateway's own file nobody can tell whether it
     *     shares its counts
     * @param faults told of every jar that is left out, and of what {@link #check} finds
     */
    public Checker(GatewaySpec spec, boolean known, Faults faults) {
        this.spec = spec;
        this.faults = faults;
        GatewayClock clock = new GatewayClock();
        GatewayMetrics metrics = new GatewayMetrics();
        host = new GatewayHost(
                vertx,
                clock,
                new Timers(vertx, clock),
                metrics.ofSteps(),
                new HostSettings(1, spec.cacheMemory()),
                known && spec.redis().isEmpty() ? Optional.empty() : Optional.of(new UnaskedStore()));
        jars = new Plugins(spec.plugins(), binder);
        jars.refresh(host, faults, true);
        components = new ComponentJars(spec.plugins().resolve("camel"));
        compiler = new ApiCompiler(new Surroundings(
                host,
                binder,
                new ExpressionCompiler(clock),
                jars.catalogue(),
                new Upstreams(new Ground(vertx, 1, host.scheduler(), clock, Resolver.ofSystem(vertx)), metrics),
                new CamelContexts(components.loader()),
                spec.limits(),
                (api, upstream, use) -> Optional.empty()));
    }

    /**
     * Checks files, and the pipeline files of folders.
     *
     * @return the routes of the files without faults, in the order of the files
     */
    public List<Outline> check(List<Path> paths) {
        List<Outline> routes = new ArrayList<>();
        Clashes clashes = new Clashes();
        Map<String, Place> apis = new HashMap<>();
        Set<Path> seen = new HashSet<>();
        for (Path path : paths) {
            Path folder = Files.isDirectory(path) ? path : path.toAbsolutePath().getParent();
            PipelineFolder files =
                    new PipelineFolder(folder, new Substitution(System.getenv(), spec.secrets()), binder);
            for (Path file : Files.isDirectory(path) ? files.files(faults) : List.of(path)) {
                if (!seen.add(file.toAbsolutePath().normalize())) {
                    continue;
                }
                Faults own = new Faults();
                Loaded loaded = files.load(file, own);
                List<Outline> found = compiler.check(loaded, own);
                loaded.spec().ifPresent(api -> clash(api, clashes, apis, own));
                faults.addAll(own.list());
                routes.addAll(own.hasFaults() ? List.of() : found);
            }
        }
        return routes;
    }

    /** The step types there are. */
    public StepCatalogue steps() {
        return jars.catalogue();
    }

    @Override
    public void close() {
        jars.close();
        host.close();
        vertx.close();
        try {
            components.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** What can only be seen over all files. */
    private static void clash(ApiSpec spec, Clashes clashes, Map<String, Place> apis, Faults faults) {
        Place other = spec.api().isEmpty() ? null : apis.putIfAbsent(spec.api(), spec.place());
        if (other != null) {
            faults.fault(spec.place(), Clashes.taken(spec.api(), other.file()));
        }
        for (Claim claim : Claim.of(spec)) {
            clashes.add(claim).ifPresent(tied -> faults.fault(claim.place(), Clashes.message(claim, tied)));
        }
    }
}
