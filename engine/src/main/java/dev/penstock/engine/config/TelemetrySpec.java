package dev.penstock.engine.config;

import dev.penstock.sdk.Default;

/**
 * What is written to stdout.
 *
 * @param accessLog a line for each request, or none
 * @param log the least level that is logged
 */
public record TelemetrySpec(
        @Default("json") AccessLog accessLog,
        @Default("info") Level log) {
    /** The form of the access log. */
    public enum AccessLog {
        /** A JSON object in a line. */
        JSON,
        /** No access log. */
        OFF
    }

    /** The levels of the log. */
    public enum Level {
        TRACE,
        DEBUG,
        INFO,
        WARN,
        ERROR
    }
}
