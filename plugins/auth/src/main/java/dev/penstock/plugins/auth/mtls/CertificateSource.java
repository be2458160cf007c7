package dev.penstock.plugins.auth.mtls;

import dev.penstock.sdk.Call;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;

/** Where the certificate of a client is found. */
interface CertificateSource {
    /** Whether there is one, good or bad. */
    boolean isPresent(Call call);

    /**
     * The certificate.
     *
     * @throws CertificateException when what is there is none
     */
    Optional<X509Certificate> find(Call call) throws CertificateException;

    /** Takes away what a client says of a certificate although its word does not count. */
    void cleanse(Call call);

    /** Shows the certificate to the upstream, or keeps it from it. */
    void forward(Call call, X509Certificate certificate, boolean shown);
}
