package dev.penstock.engine.config;

import dev.penstock.sdk.Node;
import java.util.Optional;

/** The keys of a pipeline file. */
@NotYet("version")
record ApiFile(
        Optional<Node> penstock,
        Optional<Node> api,
        Optional<Node> host,
        Optional<Node> path,
        Optional<Node> upstreams,
        Optional<Node> steps,
        Optional<Node> policies,
        Optional<Node> routes) {}
