package dev.penstock.engine.config;

import dev.penstock.sdk.Default;

/**
 * Where clients connect.
 *
 * @param host an address of this machine; default all
 * @param port 0: a free one
 */
@NotYet({"tls", "proxy-protocol"})
public record ListenSpec(
        @Default("0.0.0.0") String host,
        @Range(max = 65_535) int port) {}
