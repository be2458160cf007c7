package dev.penstock.sdk;

import io.vertx.core.MultiMap;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Optional;

/** What the client sent, immutable: {@code request}, {@code path} and {@code client} of the expressions. */
public interface Inbound {
    /** The request id: the client's {@code X-Request-Id} when sane, else one made here. */
    String id();

    /** The method, as sent. */
    String method();

    /** {@code http} or {@code https}. */
    String scheme();

    /** The authority (RFC 9110 section 7.2), lower case, with its port where the client sent one. */
    String host();

    /** The whole path, normalised: dot segments removed, other escapes byte for byte. */
    String path();

    /** The query without its question mark, byte for byte. */
    Optional<String> query();

    /** The header fields, read-only; names in any case. */
    MultiMap headers();

    /** The parameters of the route's {@code match}, percent-decoded. */
    Map<String, String> pathParameters();

    /** The client's address in text form. */
    String clientIp();

    /**
     * The certificate that the other end of the connection has proved to hold the key of, verified against the
     * listener's {@code client-ca}; empty where it showed none. Behind a proxy it is the proxy's.
     */
    default Optional<X509Certificate> clientCertificate() {
        return Optional.empty();
    }

    /** Whether the other end of the connection is one of {@code trusted-proxies}, whose word about its client counts. */
    default boolean viaTrustedProxy() {
        return false;
    }
}
