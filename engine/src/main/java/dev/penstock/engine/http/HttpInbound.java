package dev.penstock.engine.http;

import dev.penstock.sdk.Inbound;
import io.vertx.core.MultiMap;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Optional;

/** A request of the front, read-only. */
record HttpInbound(
        String id,
        String method,
        String scheme,
        String host,
        String path,
        Optional<String> query,
        MultiMap headers,
        Map<String, String> pathParameters,
        String clientIp,
        boolean viaTrustedProxy,
        Connection connection)
        implements Inbound {
    @Override
    public Optional<X509Certificate> clientCertificate() {
        return connection.certificate();
    }
}
