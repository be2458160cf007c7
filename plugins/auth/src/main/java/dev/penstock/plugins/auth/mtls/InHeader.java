package dev.penstock.plugins.auth.mtls;

import dev.penstock.sdk.Call;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * The certificate that a trusted proxy says its client has proved (RFC 9440); from anybody else it is as if it were not
 * there, since anybody can write it.
 *
 * @param name of the field, lower case
 * @param tested whether this is a gateway under test, whose only client is the test
 */
record InHeader(String name, boolean tested) implements CertificateSource {
    @Override
    public boolean isPresent(Call call) {
        return !values(call).isEmpty();
    }

    @Override
    public Optional<X509Certificate> find(Call call) throws CertificateException {
        List<String> values = values(call);
        if (values.size() > 1) {
            throw new CertificateException("expected one field, found several");
        }
        return values.isEmpty() ? Optional.empty() : Optional.of(ClientCert.read(values.get(0)));
    }

    @Override
    public void cleanse(Call call) {
        if (!isBelieved(call)) {
            ClientCert.remove(name, call.outbound());
        }
    }

    @Override
    public void forward(Call call, X509Certificate certificate, boolean shown) {
        if (!shown) {
            ClientCert.remove(name, call.outbound());
        }
    }

    /** What was sent, whatever steps above took away: a certificate may be asked for twice. */
    private List<String> values(Call call) {
        return isBelieved(call) ? call.inbound().headers().getAll(name) : List.of();
    }

    private boolean isBelieved(Call call) {
        return tested || call.inbound().viaTrustedProxy();
    }
}
