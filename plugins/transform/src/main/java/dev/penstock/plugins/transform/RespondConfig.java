package dev.penstock.plugins.transform;

import dev.penstock.sdk.Default;
import dev.penstock.sdk.Node;
import java.util.Map;
import java.util.Optional;

/**
 * {@code respond}: answers.
 *
 * @param status 200 to 599
 * @param headers name to value (a text with expressions)
 * @param body a template: text as it is ({@code text/plain; charset=utf-8} unless {@code headers} say otherwise),
 *     anything else as JSON
 * @param file instead of {@code body}: a file of at most 1 MiB, read when the pipeline is loaded; its type follows from
 *     its extension unless {@code headers} say otherwise
 */
public record RespondConfig(
        @Default("200") int status, Map<String, Node> headers, Optional<Node> body, Optional<Node> file) {}
