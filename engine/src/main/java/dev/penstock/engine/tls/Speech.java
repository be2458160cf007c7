package dev.penstock.engine.tls;

import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.OpenSSLEngineOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The TLS that is spoken to clients: versions 1.2 and 1.3, with forward secrecy and authenticated encryption alone. */
public final class Speech {
    private static final Set<String> VERSIONS = Set.of("TLSv1.2", "TLSv1.3");
    private static final List<String> SUITES = List.of(
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    /** The protocols that are offered by ALPN (RFC 7301). */
    private static final List<HttpVersion> PROTOCOLS = List.of(HttpVersion.HTTP_1_1);

    private Speech() {}

    static ServerSSLOptions options() {
        ServerSSLOptions options = new ServerSSLOptions()
                .setEnabledSecureTransportProtocols(new LinkedHashSet<>(VERSIONS))
                .setUseAlpn(true)
                .setApplicationLayerProtocols(
                        PROTOCOLS.stream().map(HttpVersion::alpnName).toList());
        SUITES.forEach(options::addEnabledCipherSuite);
        return options;
    }

    /**
     * Has a server speak TLS with these keys: by OpenSSL where its natives are on the class path, else by the JDK.
     *
     * @param handshake how long one may take
     */
    public static void apply(HttpServerOptions server, Keyring keys, Duration handshake) {
        ServerSSLOptions options = keys.options();
        server.setSsl(true)
                .setUseAlpn(true)
                .setAlpnVersions(PROTOCOLS)
                .setSslHandshakeTimeout(handshake.toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setEnabledSecureTransportProtocols(options.getEnabledSecureTransportProtocols())
                .setKeyCertOptions(options.getKeyCertOptions())
                .setTrustOptions(options.getTrustOptions())
                .setClientAuth(options.getClientAuth());
        options.getEnabledCipherSuites().forEach(server::addEnabledCipherSuite);
        if (OpenSSLEngineOptions.isAvailable()) {
            server.setSslEngineOptions(new OpenSSLEngineOptions());
        }
    }
}
