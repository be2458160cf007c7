package dev.penstock.plugins.auth.mtls;

import dev.penstock.sdk.Outbound;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;

/**
 * The field {@code Client-Cert} (RFC 9440 section 2.2): the certificate's DER as a Byte Sequence of RFC 8941 section
 * 3.3.5.
 */
final class ClientCert {
    static final String NAME = "client-cert";
    private static final String CHAIN = "-chain";

    private ClientCert() {}

    /**
     * Reads a value.
     *
     * @throws CertificateException when it is no certificate, or more than one
     */
    static X509Certificate read(String value) throws CertificateException {
        byte[] der = bytes(value.strip());
        X509Certificate certificate = (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        // The factory takes PEM too, and leaves what follows unread.
        if (!Arrays.equals(der, certificate.getEncoded())) {
            throw new CertificateException("expected the DER of one certificate, found more or another form");
        }
        return certificate;
    }

    static String write(X509Certificate certificate) {
        try {
            return ":" + Base64.getEncoder().encodeToString(certificate.getEncoded()) + ":";
        } catch (CertificateEncodingException impossible) {
            throw new IllegalStateException("a certificate that was read can be written", impossible);
        }
    }

    /** Removes the field and the one of the chain beside it. */
    static void remove(String name, Outbound request) {
        request.headers().remove(name);
        request.headers().remove(name + CHAIN);
    }

    private static byte[] bytes(String value) throws CertificateException {
        if (value.length() < 2 || value.charAt(0) != ':' || value.charAt(value.length() - 1) != ':') {
            throw new CertificateException("expected base64 between colons, found something else");
        }
        try {
            return Base64.getDecoder().decode(value.substring(1, value.length() - 1));
        } catch (IllegalArgumentException broken) {
            throw new CertificateException("expected base64 between colons, found something else", broken);
        }
    }
}
