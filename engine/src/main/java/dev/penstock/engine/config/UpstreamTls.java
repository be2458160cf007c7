package dev.penstock.engine.config;

import dev.penstock.sdk.Default;
import java.util.Optional;

/**
 * TLS towards an upstream.
 *
 * @param ca a file of PEM: who signs the upstream's certificate; without it those that the JVM trusts
 * @param cert a file of PEM: the certificate that the gateway shows, beside {@code key}
 * @param key a file of PEM: its RSA or EC key, without a passphrase
 * @param verify whether the certificate and its name are looked at; false: nothing is
 * @param sni the name that is sent and verified; default: the target's host
 */
public record UpstreamTls(
        Optional<Placed<String>> ca,
        Optional<Placed<String>> cert,
        Optional<Placed<String>> key,
        @Default("true") boolean verify,
        Optional<ServerName> sni) {
    /**
     * A name of a server (RFC 6066 section 3).
     *
     * @param text letters, digits, hyphens and dots
     */
    public record ServerName(String text) {
        /**
         * Reads a name.
         *
         * @throws IllegalArgumentException when the text is none
         */
        public static ServerName parse(String text) {
            if (text.length() <= 253 && text.matches("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*\\.?")) {
                return new ServerName(text);
            }
            throw new IllegalArgumentException("expected a host name such as shop.example.com, found '" + text + "'");
        }
    }
}
