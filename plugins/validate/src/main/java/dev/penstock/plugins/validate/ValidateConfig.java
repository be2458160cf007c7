package dev.penstock.plugins.validate;

import dev.penstock.sdk.Default;
import dev.penstock.sdk.Node;
import java.util.Optional;

/**
 * The settings of {@code validate}: a request that is not as it is described is 400, with every fault; one of the two
 * files says how. What passes goes on byte for byte.
 *
 * @param schema a file of JSON Schema 2020-12 (JSON or YAML), which every body must meet; another type than JSON is 415
 * @param openapi a file of OpenAPI 3.0 or 3.1 (JSON or YAML): the operation is found by method and path below the API's
 *     path, parameters, header fields and body are checked; an operation that is not there is 404
 * @param response what becomes of an answer that is not as {@code openapi} says
 */
public record ValidateConfig(
        Optional<Node> schema,
        Optional<Node> openapi,
        @Default("off") OnAnswer response) {

    /** What becomes of a wrong answer. */
    public enum OnAnswer {
        /** Answers are not looked at. */
        OFF,
        /** It passes, is counted and, once a minute, logged. */
        WARN,
        /** The client gets a 502 that shows nothing of it; it is counted and logged too. */
        ENFORCE
    }
}
