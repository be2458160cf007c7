package dev.penstock.engine.tls;

import io.netty.handler.ssl.OpenSslCachingX509KeyManagerFactory;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.OpenSSLEngineOptions;
import java.security.KeyStore;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.KeyManagerFactorySpi;
import javax.net.ssl.ManagerFactoryParameters;
import javax.net.ssl.X509KeyManager;

/** Keys in the wrapping that servers want; for OpenSSL they are parsed once, not at each handshake. */
final class KeySource extends KeyManagerFactorySpi {
    private final X509KeyManager keys;

    private KeySource(X509KeyManager keys) {
        this.keys = keys;
    }

    static KeyCertOptions of(X509KeyManager keys) {
        String algorithm = KeyManagerFactory.getDefaultAlgorithm();
        KeyManagerFactory factory = new KeyManagerFactory(new KeySource(keys), null, algorithm) {};
        return KeyCertOptions.wrap(
                OpenSSLEngineOptions.isAvailable() ? new OpenSslCachingX509KeyManagerFactory(factory) : factory);
    }

    @Override
    protected void engineInit(KeyStore none, char[] password) {}

    @Override
    protected void engineInit(ManagerFactoryParameters none) {}

    @Override
    protected KeyManager[] engineGetKeyManagers() {
        return new KeyManager[] {keys};
    }
}
