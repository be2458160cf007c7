package dev.penstock.engine.compile;

import dev.penstock.engine.camel.CamelContexts;
import dev.penstock.engine.camel.Pipeline;
import dev.penstock.engine.upstream.UpstreamSettings;
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

    /**
     * One of its routes.
     *
     * @param steps their names
     * @param preflight what a CORS preflight of it runs through
     */
    public record CompiledRoute(
            Claim claim,
            Optional<Duration> deadline,
            List<String> steps,
            Pipeline pipeline,
            Optional<Pipeline> preflight) {}

    /** Which requests its routes want. */
    public List<Claim> claims() {
        return routes.stream().map(CompiledRoute::claim).toList();
    }

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
