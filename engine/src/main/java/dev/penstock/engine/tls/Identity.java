package dev.penstock.engine.tls;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A certificate with its key.
 *
 * @param names the hosts that it is shown to
 * @param chain itself, then those that lead to its CA
 */
record Identity(List<String> names, PrivateKey key, List<X509Certificate> chain) {
    private static final Integer DNS = 2;

    /** @param faults told of what is odd; what is wrong ends the reading */
    static Identity read(TlsSettings.Certificate files, Instant now, Consumer<TlsFault> faults) throws TlsFault.Bad {
        Pem cert = Pem.read("cert", files.cert());
        List<X509Certificate> chain = cert.certificates();
        checkOrder(cert, chain);
        PrivateKey key = PrivateKeys.read(Pem.read("key", files.key()), chain.get(0));
        for (X509Certificate each : chain) {
            untimely(each, now).ifPresent(when -> faults.accept(odd(cert, each, when)));
        }
        return new Identity(files.names().isEmpty() ? names(chain.get(0)) : files.names(), key, chain);
    }

    private static void checkOrder(Pem pem, List<X509Certificate> chain) throws TlsFault.Bad {
        for (int i = 1; i < chain.size(); i++) {
            try {
                chain.get(i - 1).verify(chain.get(i).getPublicKey());
            } catch (GeneralSecurityException other) {
                throw pem.bad(
                        "each certificate to be followed by the one that signed it",
                        name(chain.get(i)) + " after " + name(chain.get(i - 1)),
                        "put the server's own first, then the one that signed it, and so on",
                        other);
            }
        }
    }

    private static Optional<String> untimely(X509Certificate certificate, Instant now) {
        if (now.isAfter(certificate.getNotAfter().toInstant())) {
            return Optional.of("expired on " + certificate.getNotAfter().toInstant());
        }
        return now.isBefore(certificate.getNotBefore().toInstant())
                ? Optional.of("counts from " + certificate.getNotBefore().toInstant() + " on")
                : Optional.empty();
    }

    private static TlsFault odd(Pem pem, X509Certificate certificate, String when) {
        return new TlsFault(
                pem.source(),
                "cert: expected a certificate that counts today, found " + name(certificate) + " at '"
                        + pem.source().file() + "', which " + when + ": clients refuse it, renew it",
                true);
    }

    private static String name(X509Certificate certificate) {
        return "'" + certificate.getSubjectX500Principal().getName() + "'";
    }

    /** The hosts that a certificate names. */
    private static List<String> names(X509Certificate certificate) {
        try {
            Collection<List<?>> all = certificate.getSubjectAlternativeNames();
            return all == null
                    ? List.of()
                    : all.stream()
                            .filter(name -> DNS.equals(name.get(0)))
                            .map(name -> name.get(1).toString().toLowerCase(Locale.ROOT))
                            .toList();
        } catch (CertificateParsingException none) {
            return List.of();
        }
    }

    /** The first host, or else its subject: a name for a person. */
    String title() {
        return names.isEmpty() ? chain.get(0).getSubjectX500Principal().getName() : names.get(0);
    }

    /** When the first of the chain expires. */
    Instant expires() {
        return chain.stream()
                .map(certificate -> certificate.getNotAfter().toInstant())
                .min(Instant::compareTo)
                .orElseThrow();
    }
}
