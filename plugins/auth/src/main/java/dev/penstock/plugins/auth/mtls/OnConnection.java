package dev.penstock.plugins.auth.mtls;

import dev.penstock.sdk.Call;
import java.security.cert.X509Certificate;
import java.util.Optional;

/** The certificate of the connection, which the listener verified against its {@code client-ca}. */
record OnConnection() implements CertificateSource {
    @Override
    public boolean isPresent(Call call) {
        return call.inbound().clientCertificate().isPresent();
    }

    @Override
    public Optional<X509Certificate> find(Call call) {
        return call.inbound().clientCertificate();
    }

    @Override
    public void cleanse(Call call) {
        if (!call.inbound().viaTrustedProxy()) {
            ClientCert.remove(ClientCert.NAME, call.outbound());
        }
    }

    @Override
    public void forward(Call call, X509Certificate certificate, boolean shown) {
        if (shown) {
            ClientCert.remove(ClientCert.NAME, call.outbound());
            call.outbound().headers().set(ClientCert.NAME, ClientCert.write(certificate));
        }
    }
}
