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
        Optional<String> sni) {}
