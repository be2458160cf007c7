package dev.penstock.conformance;

import dev.penstock.engine.config.ApiSpec;
import dev.penstock.engine.config.Binder;
import dev.penstock.engine.config.Faults;
import dev.penstock.engine.config.GatewaySpec;
import dev.penstock.engine.config.Loaded;
import dev.penstock.engine.config.PipelineFolder;
import dev.penstock.engine.config.RouteSpec;
import dev.penstock.engine.config.Substitution;
import dev.penstock.engine.config.UpstreamSpec;
import dev.penstock.sdk.Node;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A pipeline file as its tests need to know it.
 *
 * @param host what requests are sent to
 * @param upstreams the names that it may use
 * @param routes by name
 * @param authorities where the targets of its upstreams are: host and port
 */
record PipelineUnderTest(
        Path file, String host, Set<String> upstreams, Map<String, RouteSpec> routes, Set<String> authorities) {
    private static final String ANY_HOST = "localhost";

    /** Reads what is needed; faults of the file are the gateway's to report. */
    static PipelineUnderTest read(Path file, Map<String, String> environment) {
        Path secrets = GatewaySpec.defaults(Path.of("")).secrets();
        PipelineFolder folder = new PipelineFolder(file, new Substitution(environment, secrets), new Binder());
        Loaded loaded = folder.load(file, new Faults());
        List<String> hosts = loaded.spec().map(ApiSpec::hosts).orElse(List.of());
        String first = hosts.isEmpty() ? ANY_HOST : hosts.get(0);
        String host = first.startsWith("*.") ? "test" + first.substring(1) : first;
        Map<String, RouteSpec> routes = new LinkedHashMap<>();
        loaded.spec().ifPresent(api -> api.routes().forEach(route -> routes.put(route.name(), route)));
        Set<String> authorities = new TreeSet<>();
        loaded.upstreamNames()
                .forEach(
                        name -> loaded.upstream(name).ifPresent(upstream -> authorities.addAll(authorities(upstream))));
        return new PipelineUnderTest(file, host, loaded.upstreamNames(), routes, authorities);
    }

    /**
     * What its mocks may be called, as far as that is known of a file that is not compiled: upstreams, and whatever a step
     * is called.
     */
    Set<String> names() {
        Set<String> names = new TreeSet<>(upstreams);
        routes.values().forEach(route -> collect(route.steps(), names));
        return names;
    }

    private static void collect(Node node, Set<String> names) {
        if (node instanceof Node.Sequence list) {
            list.items().forEach(item -> collect(item, names));
        } else if (node instanceof Node.Mapping map) {
            for (Node.Entry entry : map.entries()) {
                names.add(entry.key());
                if (entry.key().equals("name") && entry.value() instanceof Node.Scalar name) {
                    names.add(name.text());
                }
                collect(entry.value(), names);
            }
        }
    }

    private static List<String> authorities(UpstreamSpec upstream) {
        return upstream.targets().stream()
                .map(target -> target.url().getAuthority())
                .toList();
    }
}
