package dev.penstock.conformance;

import dev.penstock.engine.config.ApiSpec;
import dev.penstock.engine.config.Binder;
import dev.penstock.engine.config.Faults;
import dev.penstock.engine.config.GatewaySpec;
import dev.penstock.engine.config.Loaded;
import dev.penstock.engine.config.PipelineFolder;
import dev.penstock.engine.config.Substitution;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A pipeline file as its tests need to know it.
 *
 * @param host what requests are sent to
 * @param upstreams the names that it may use
 */
record PipelineUnderTest(Path file, String host, Set<String> upstreams) {
    private static final String ANY_HOST = "localhost";

    /** Reads what is needed; faults of the file are the gateway's to report. */
    static PipelineUnderTest read(Path file, Map<String, String> environment) {
        Path secrets = GatewaySpec.defaults(Path.of("")).secrets();
        PipelineFolder folder = new PipelineFolder(file, new Substitution(environment, secrets), new Binder());
        Loaded loaded = folder.load(file, new Faults());
        List<String> hosts = loaded.spec().map(ApiSpec::hosts).orElse(List.of());
        String first = hosts.isEmpty() ? ANY_HOST : hosts.get(0);
        String host = first.startsWith("*.") ? "test" + first.substring(1) : first;
        return new PipelineUnderTest(file, host, loaded.upstreamNames());
    }
}
