package dev.penstock.suites.tls;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority of a test's own. */
final class TestCa {
    private static final AtomicLong SERIALS = new AtomicLong(1);

    private final Issued own;

    /**
     * A certificate with its key.
     *
     * @param chain itself, then those of the authorities that are not the root
     */
    record Issued(PrivateKey key, List<X509Certificate> chain) {
        /** The chain in PEM. */
        String cert() {
            return String.join("", chain.stream().map(TestCa::pem).toList());
        }

        /** The key in PEM, PKCS #8. */
        String pemKey() {
            return TestCa.pem("PRIVATE KEY", key.getEncoded());
        }

        X509Certificate first() {
            return chain.get(0);
        }
    }

    private TestCa(Issued own) {
        this.own = own;
    }

    /** A root. */
    static TestCa root(String name) {
        KeyPair keys = keys("EC");
        return new TestCa(new Issued(keys.getPrivate(), List.of(sign(keys, keys, name, Wish.ca(name)))));
    }

    /** An authority below this one. */
    TestCa below(String name) {
        KeyPair keys = keys("EC");
        X509Certificate certificate = sign(keys, ownKeys(), subject(), Wish.ca(name));
        return new TestCa(new Issued(keys.getPrivate(), chain(certificate)));
    }

    /** A certificate for these hosts. */
    Issued issue(String... hosts) {
        return issue("EC", Duration.ofDays(90), hosts);
    }

    /**
     * A certificate for these hosts.
     *
     * @param kind of its key, {@code EC} or {@code RSA}
     * @param life from now on; a negative one has ended
     */
    Issued issue(String kind, Duration life, String... hosts) {
        return issue(keys(kind), life, hosts);
    }

    /** A certificate of these keys. */
    Issued issueFor(KeyPair keys, String... hosts) {
        return issue(keys, Duration.ofDays(90), hosts);
    }

    private Issued issue(KeyPair keys, Duration life, String... hosts) {
        List<GeneralName> names = Stream.of(hosts)
                .map(host -> new GeneralName(GeneralName.dNSName, host))
                .toList();
        Wish wish = new Wish(false, life, new X500Name("CN=" + (hosts.length == 0 ? "nobody" : hosts[0])), names);
        return issue(keys, wish);
    }

    private Issued issue(KeyPair keys, Wish wish) {
        X509Certificate certificate = sign(keys, ownKeys(), subject(), wish);
        return new Issued(keys.getPrivate(), chain(certificate));
    }

    /**
     * A certificate for a client.
     *
     * @param subject a distinguished name, written as RFC 4514 says
     */
    Issued issueTo(String subject, GeneralName... names) {
        X500Name name = X500Name.getInstance(new X500Principal(subject).getEncoded());
        return issue(keys("EC"), new Wish(false, Duration.ofDays(90), name, List.of(names)));
    }

    /** Its certificate. */
    X509Certificate certificate() {
        return own.first();
    }

    /** Its certificate in PEM. */
    String cert() {
        return pem(own.first());
    }

    /** Any bytes in PEM. */
    static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + label
                + "-----\n";
    }

    private static String pem(X509Certificate certificate) {
        try {
            return pem("CERTIFICATE", certificate.getEncoded());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private record Wish(boolean isCa, Duration life, X500Name subject, List<GeneralName> names) {
        static Wish ca(String name) {
            return new Wish(true, Duration.ofDays(365), new X500Name("CN=" + name), List.of());
        }
    }

    private List<X509Certificate> chain(X509Certificate first) {
        boolean root = own.first().getSubjectX500Principal().equals(own.first().getIssuerX500Principal());
        return root ? List.of(first) : List.of(first, own.first());
    }

    private KeyPair ownKeys() {
        return new KeyPair(own.first().getPublicKey(), own.key());
    }

    private String subject() {
        return own.first().getSubjectX500Principal().getName().substring("CN=".length());
    }

    private static KeyPair keys(String kind) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
            generator.initialize(kind.equals("EC") ? 256 : 2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static X509Certificate sign(KeyPair keys, KeyPair authority, String issuer, Wish wish) {
        Instant end = Instant.now().plus(wish.life());
        Instant begin = Instant.now().minus(Duration.ofDays(1));
        try {
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    new X500Name("CN=" + issuer),
                    BigInteger.valueOf(SERIALS.getAndIncrement()),
                    Date.from(begin.isBefore(end) ? begin : end.minus(Duration.ofDays(1))),
                    Date.from(end),
                    wish.subject(),
                    keys.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(wish.isCa()));
            if (!wish.names().isEmpty()) {
                builder.addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(wish.names().toArray(new GeneralName[0])));
            }
            String algorithm = authority.getPrivate().getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA";
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder(algorithm).build(authority.getPrivate())));
        } catch (GeneralSecurityException | OperatorCreationException | CertIOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
