package dev.penstock.engine.config;

import dev.penstock.sdk.Default;
import dev.penstock.sdk.Size;
import java.time.Duration;

/**
 * What the gateway takes at most.
 *
 * @param header all header fields of a request together
 * @param uri the request target
 * @param body of one request
 * @param held bodies in memory, over all requests: a step that would hold more is answered 503
 * @param idle silence on a connection, or within a body
 * @param headerTimeout from the first byte of a request to the end of its head; for the first on a connection from its
 *     beginning, and the PROXY header and the TLS handshake may take as long each
 * @param connections of clients, over all listeners
 */
@Unenforced(partly = "header-timeout: it counts for the first request of a connection, on later ones 'idle' does")
public record LimitsSpec(
        @Default("16KiB") Size header,
        @Default("8KiB") Size uri,
        @Default("10MiB") Size body,
        @Default("256MiB") Size held,
        @Default("60s") @Range(min = 1) Duration idle,
        @Default("10s") @Range(min = 1) Duration headerTimeout,
        @Default("20000") @Range(min = 1) int connections) {}
