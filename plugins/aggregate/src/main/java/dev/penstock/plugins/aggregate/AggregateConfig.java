package dev.penstock.plugins.aggregate;

import dev.penstock.sdk.Node;
import java.util.Map;
import java.util.Optional;

/**
 * {@code aggregate}: makes several calls, together where none needs another's answer, and joins their answers into one:
 * 200, {@code application/json}.
 *
 * @param calls call name to call; expressions read {@code <name>.status}, {@code <name>.headers}, {@code <name>.body}
 * @param body the answer, a template; default: the body of every call by its name, in the order written
 * @param as instead of answering: the name whose {@code .body} and {@code .partial} the steps below may read
 */
public record AggregateConfig(Map<String, CallConfig> calls, Optional<Node> body, Optional<Node> as) {}
