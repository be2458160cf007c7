package dev.penstock.engine.config;

import dev.penstock.sdk.Node;
import java.util.Optional;
import java.util.Set;

/**
 * A pipeline file: one API.
 *
 * @param penstock the major version of this language
 * @param api the API's name, unique over all files: lower-case letters, digits and {@code -}, a letter first
 * @param host hosts that it answers for; {@code *.x} is one or more labels; default: any
 * @param path prefix of all routes, not sent upstream
 * @param version what its answers say of its age and end; default: nothing
 * @param upstreams by name, those of this file; shared ones are {@code upstreams/<name>.yaml}
 * @param steps come before the steps of every route that does not say {@code base: false}
 * @param policies by name, those of this file: each a list of steps; shared ones are {@code policies/<name>.yaml}
 * @param routes which requests it takes, and what becomes of each
 */
record ApiFile(
        @Holds(Holds.Content.LANGUAGE) Optional<Node> penstock,
        @Holds(Holds.Content.API) Optional<Node> api,
        @Holds(Holds.Content.HOSTS) Optional<Node> host,
        @Holds(Holds.Content.PATH) Optional<Node> path,
        @Holds(Holds.Content.VERSION) Optional<Node> version,
        @Holds(Holds.Content.UPSTREAMS) Optional<Node> upstreams,
        @Holds(Holds.Content.STEPS) Optional<Node> steps,
        @Holds(Holds.Content.POLICIES) Optional<Node> policies,
        @Holds(Holds.Content.ROUTES) Optional<Node> routes) {
    /** The keys that must be there although their components are optional: so that the other faults are found too. */
    static final Set<String> REQUIRED = Set.of("api", "routes");
}
