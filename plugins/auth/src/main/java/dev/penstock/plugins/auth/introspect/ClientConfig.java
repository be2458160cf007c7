package dev.penstock.plugins.auth.introspect;

/**
 * Who asks: sent by {@code Basic} (RFC 6749 section 2.3.1).
 *
 * @param id the client's identifier
 * @param secret its password, best as {@code ${env:NAME}} or {@code ${secret:name}}
 */
public record ClientConfig(String id, String secret) {}
