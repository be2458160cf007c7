package dev.penstock.engine.compile;

import dev.penstock.engine.camel.CamelContexts;
import dev.penstock.engine.camel.Pipeline;
import dev.penstock.engine.config.MatchSpec;
import dev.penstock.engine.upstream.UpstreamSettings;
import dev.penstock.sdk.RouteName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * A pipeline file, compiled and started.
 *
 * @param files that it read, to be watched
 * @param upstreams that it sends to
 */
public record Revision(
        String api,
        List<CompiledRoute> routes,
        Set<Path> files,
        Set<UpstreamSettings> upstreams,
        DefaultCamelContext context,
        List<Runnable> releases) {
    private static final System.Logger LOG = System.getLogger(Revision.class.getName());

    /** One of its routes. */
    public record CompiledRoute(
            RouteName name,
            MatchSpec match,
            List<String> hosts,
            String prefix,
            Optional<Duration> deadline,
            List<String> steps,
            Pipeline pipeline) {}

    /** Stops it, when no call runs through it any more. Blocks. */
    public void close() {
        CamelContexts.stop(context);
        for (Runnable release : releases) {
            try {
                release.run();
            } catch (RuntimeException failure) {
                LOG.log(System.Logger.Level.WARNING, "a step of " + api + " failed to let go", failure);
            }
        }
    }
}
