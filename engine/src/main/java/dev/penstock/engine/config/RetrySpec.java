package dev.penstock.engine.config;

import dev.penstock.sdk.Default;
import dev.penstock.sdk.RetryOn;
import dev.penstock.sdk.Size;
import java.util.List;

/**
 * When a request is sent again.
 *
 * @param attempts at most, the first one counted
 * @param on after what; without it {@code [connect, 502, 503, 504]}
 * @param methods those that are sent again; without it the idempotent ones: GET, HEAD, OPTIONS, PUT, DELETE
 * @param budget the share of the last 10 s of requests that may be sent again; three a second always may
 * @param body of a request up to this is held, to be sent again
 */
public record RetrySpec(
        @Default("2") @Range(min = 1, max = 10) int attempts,
        List<RetryOn> on,
        List<Method> methods,
        @Default("20%") Percentage budget,
        @Default("64KiB") Size body) {
    /** A method, upper case. */
    public record Method(String name) {
        /**
         * Reads a method.
         *
         * @throws IllegalArgumentException when the text is none
         */
        public static Method parse(String text) {
            if (!text.matches("[A-Z]{1,20}") || text.equals("CONNECT") || text.equals("TRACE")) {
                throw new IllegalArgumentException(
                        "expected a method in upper case such as POST, found '" + text + "'");
            }
            return new Method(text);
        }
    }
}
