package dev.penstock.engine.config;

import dev.penstock.sdk.Default;
import java.time.Duration;

/**
 * How targets are probed.
 *
 * @param path asked for by GET, below the target's base path; 200 to 399 is healthy
 * @param interval between two probes
 * @param timeout of one probe
 * @param unhealthyAfter so many bad probes in a row take a target out
 * @param healthyAfter so many good ones bring it back
 */
public record HealthSpec(
        ProbePath path,
        @Default("5s") @Range(min = 10) Duration interval,
        @Default("1s") @Range(min = 1) Duration timeout,
        @Default("3") @Range(min = 1) int unhealthyAfter,
        @Default("2") @Range(min = 1) int healthyAfter) {
    /**
     * What is asked for.
     *
     * @param text a path, perhaps with a query
     */
    public record ProbePath(String text) {
        /**
         * Reads a path.
         *
         * @throws IllegalArgumentException when the text is none
         */
        public static ProbePath parse(String text) {
            if (text.matches("/[!-~&&[^#]]*")) {
                return new ProbePath(text);
            }
            throw new IllegalArgumentException("expected a path such as /health, found '" + text + "'");
        }
    }
}
