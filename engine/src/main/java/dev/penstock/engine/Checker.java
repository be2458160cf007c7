package dev.penstock.engine;

import dev.penstock.engine.admin.GatewayMetrics;
import dev.penstock.engine.compile.ApiCompiler;
import dev.penstock.engine.compile.Surroundings;
import dev.penstock.engine.config.Binder;
import dev.penstock.engine.config.Faults;
import dev.penstock.engine.config.GatewaySpec;
import dev.penstock.engine.config.PipelineFolder;
import dev.penstock.engine.config.Substitution;
import dev.penstock.engine.expression.ExpressionCompiler;
import dev.penstock.engine.host.GatewayHost;
import dev.penstock.engine.host.HostSettings;
import dev.penstock.engine.plugin.Plugins;
import dev.penstock.engine.time.GatewayClock;
import dev.penstock.engine.time.Timers;
import dev.penstock.engine.upstream.Upstreams;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Looks at pipeline files without serving them: all steps are created, nothing listens, nothing is fetched. */
public final class Checker {
    private Checker() {}

    /**
     * Checks files, and the pipeline files of folders.
     *
     * @param plugins the folder of further jars; need not be there
     */
    public static void check(List<Path> paths, Path plugins, Faults faults) {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        GatewayClock clock = new GatewayClock();
        GatewayMetrics metrics = new GatewayMetrics();
        GatewaySpec spec = GatewaySpec.defaults(Path.of(""));
        GatewayHost host = new GatewayHost(
                vertx, clock, new Timers(vertx, clock), metrics.ofSteps(), new HostSettings(1, spec.cacheMemory()));
        Binder binder = new Binder();
        Plugins jars = new Plugins(plugins, binder);
        jars.refresh(host, faults);
        ApiCompiler compiler = new ApiCompiler(new Surroundings(
                host,
                binder,
                new ExpressionCompiler(clock),
                jars.catalogue(),
                new Upstreams(vertx, 1, metrics),
                spec.limits().body().bytes(),
                (api, upstream) -> Optional.empty()));
        for (Path path : paths) {
            Path folder = Files.isDirectory(path) ? path : path.toAbsolutePath().getParent();
            PipelineFolder files =
                    new PipelineFolder(folder, new Substitution(System.getenv(), spec.secrets()), binder);
            for (Path file : Files.isDirectory(path) ? files.files(faults) : List.of(path)) {
                Faults own = new Faults();
                compiler.check(files.load(file, own), own);
                faults.addAll(own.list());
            }
        }
        jars.close();
        host.close();
        vertx.close();
    }
}
