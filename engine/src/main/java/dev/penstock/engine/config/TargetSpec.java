package dev.penstock.engine.config;

import dev.penstock.sdk.Default;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * One server of an upstream.
 *
 * @param url {@code http} or {@code https}, a host, and perhaps a port and a base path
 * @param weight its share beside the other targets, from 1
 */
public record TargetSpec(URI url, int weight) {
    /**
     * The long form; the text of the short one is its {@code url}.
     *
     * @param url {@code http} or {@code https}, a host, and perhaps a port and a base path
     * @param weight its share beside the other targets
     */
    record File(
            TargetUrl url,
            @Default("1") @Range(min = 1, max = 65_535) int weight) {}

    /** The URL of a target. */
    record TargetUrl(URI uri) {
        /**
         * Reads the URL of a target.
         *
         * @throws IllegalArgumentException when the text is none
         */
        public static TargetUrl parse(String text) {
            try {
                URI uri = new URI(text);
                boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
                boolean bare =
                        uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null;
                if (web && bare && uri.getHost() != null && uri.getPort() != 0 && uri.getPort() <= 65_535) {
                    return new TargetUrl(uri);
                }
            } catch (URISyntaxException noUrl) {
                throw refused(text, noUrl);
            }
            throw refused(text, null);
        }

        private static IllegalArgumentException refused(String text, Throwable cause) {
            return new IllegalArgumentException(
                    "expected a URL such as http://127.0.0.1:9101/base, found '" + text + "'", cause);
        }
    }
}
