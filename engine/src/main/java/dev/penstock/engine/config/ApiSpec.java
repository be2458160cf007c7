package dev.penstock.engine.config;

import dev.penstock.sdk.Node;
import dev.penstock.sdk.Place;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One pipeline file. Its names are checked; what its steps hold is not: that needs the step types.
 *
 * @param place where {@code api} is said
 * @param api unique over all files
 * @param hosts lower-case host names, {@code *.} before one stands for one or more labels; empty: any
 * @param path prefix of all routes, not sent upstream: empty, or {@code /…} without a slash at its end
 * @param version what its answers say of its age and end
 * @param upstreams by name, those of this file
 * @param steps come before the steps of every route that does not say {@code base: false}
 * @param policies by name, those of this file: each a list of steps
 * @param routes in the order written
 */
public record ApiSpec(
        Place place,
        String api,
        List<String> hosts,
        String path,
        Optional<VersionSpec> version,
        Map<String, UpstreamSpec> upstreams,
        Optional<Node> steps,
        Map<String, Node> policies,
        List<RouteSpec> routes) {
    /** The version of the language that this gateway reads. */
    public static final int LANGUAGE = 1;

    public ApiSpec {
        hosts = List.copyOf(hosts);
        upstreams = Collections.unmodifiableMap(new LinkedHashMap<>(upstreams));
        policies = Collections.unmodifiableMap(new LinkedHashMap<>(policies));
        routes = List.copyOf(routes);
    }

    /**
     * Reads the tree of a pipeline file. What is faulty is replaced by its default or left out, so that the rest can
     * be looked at: ask {@link Faults} before it is used.
     *
     * @return empty when the tree is no pipeline file at all
     */
    public static Optional<ApiSpec> read(Node root, Binder binder, Faults faults) {
        return new ApiReader(binder, faults).read(root);
    }

    /** What is wrong with the name of an API; empty: nothing. */
    public static Optional<String> nameFault(String name) {
        return Named.API.takes(name) ? Optional.empty() : Optional.of(Named.API.fault(name));
    }
}
