package dev.penstock.engine.tls;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * TLS towards an upstream. Holds what the files said: two are equal when their files were, so a certificate that is renewed
 * makes another upstream.
 *
 * @param ca who signs the upstream's certificate, PEM; empty: those that the JVM trusts
 * @param identity what this gateway shows of itself; empty: nothing
 * @param verify whether the certificate and its name are looked at
 * @param sni the name that is sent and verified; empty: the target's host
 */
public record ClientTls(Optional<Buffer> ca, Optional<Shown> identity, boolean verify, Optional<String> sni) {
    /** Of an upstream that says nothing about it. */
    public static final ClientTls DEFAULT = new ClientTls(Optional.empty(), Optional.empty(), true, Optional.empty());

    private static final Set<String> VERSIONS = Set.of("TLSv1.2", "TLSv1.3");

    /** A certificate with its key, PEM. */
    public record Shown(Buffer cert, Buffer key) {
        /** A key is shown to nobody. */
        @Override
        public String toString() {
            return "***";
        }
    }

    /** The files of an upstream. */
    public record Sources(Optional<Path> ca, Optional<Path> cert, Optional<Path> key) {}

    /**
     * Reads the files.
     *
     * @param faults told of each file that is no good; what is said of it is then left out
     */
    public static ClientTls read(Sources files, boolean verify, Optional<String> sni, Consumer<TlsFault> faults) {
        Optional<Buffer> ca = Optional.empty();
        Optional<Shown> shown = Optional.empty();
        try {
            if (files.ca().isPresent()) {
                Pem.read("ca", files.ca().get()).certificates();
                ca = Optional.of(bytes(files.ca().get()));
            }
        } catch (TlsFault.Bad bad) {
            faults.accept(bad.fault());
        }
        try {
            if (files.cert().isPresent() && files.key().isPresent()) {
                Pem cert = Pem.read("cert", files.cert().get());
                PrivateKeys.read(
                        Pem.read("key", files.key().get()), cert.certificates().get(0));
                shown = Optional.of(
                        new Shown(bytes(files.cert().get()), bytes(files.key().get())));
            }
        } catch (TlsFault.Bad bad) {
            faults.accept(bad.fault());
        }
        return new ClientTls(ca, shown, verify, sni);
    }

    private static Buffer bytes(Path file) throws TlsFault.Bad {
        try {
            return Buffer.buffer(Files.readAllBytes(file));
        } catch (IOException gone) {
            throw new TlsFault.Bad(new TlsFault.Source("ca", file), "expected a file that can be read", gone);
        }
    }

    /**
     * Tells a client; which connections speak TLS each request says.
     *
     * @param named whether servers are met by name: an address is no server name (RFC 6066 section 3)
     */
    public void into(HttpClientOptions options, boolean named) {
        options.setEnabledSecureTransportProtocols(VERSIONS).setForceSni(named);
        ca.ifPresent(pem -> options.setTrustOptions(new PemTrustOptions().addCertValue(pem)));
        identity.ifPresent(own -> options.setKeyCertOptions(
                new PemKeyCertOptions().addCertValue(own.cert()).addKeyValue(own.key())));
        if (!verify) {
            options.setTrustAll(true).setVerifyHost(false);
        }
    }
}
