package dev.penstock.engine.tls;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What a listener shows, and whom it takes: its files, read and found good. */
public final class Keyring {
    private final List<Identity> identities;
    private final Optional<PemTrustOptions> clients;
    private final boolean clientsMayHaveNone;

    private Keyring(List<Identity> identities, Optional<PemTrustOptions> clients, boolean clientsMayHaveNone) {
        this.identities = identities;
        this.clients = clients;
        this.clientsMayHaveNone = clientsMayHaveNone;
    }

    /**
     * Reads the files. Blocks.
     *
     * @param faults told of all that is wrong, and of certificates that do not count at this time
     * @return empty when something is wrong
     */
    public static Optional<Keyring> read(TlsSettings settings, Instant now, Consumer<TlsFault> faults) {
        List<Identity> identities = new ArrayList<>();
        for (TlsSettings.Certificate files : settings.certificates()) {
            try {
                identities.add(Identity.read(files, now, faults));
            } catch (TlsFault.Bad bad) {
                faults.accept(bad.fault());
            }
        }
        Optional<PemTrustOptions> clients = Optional.empty();
        if (settings.clientCa().isPresent()) {
            try {
                Pem ca = Pem.read("client-ca", settings.clientCa().get());
                clients = Optional.of(trusting(ca.certificates()));
            } catch (TlsFault.Bad bad) {
                faults.accept(bad.fault());
                return Optional.empty();
            }
        }
        return identities.size() < settings.certificates().size()
                ? Optional.empty()
                : Optional.of(new Keyring(identities, clients, settings.clientsMayHaveNone()));
    }

    private static PemTrustOptions trusting(List<X509Certificate> authorities) {
        PemTrustOptions trust = new PemTrustOptions();
        for (X509Certificate authority : authorities) {
            try {
                String text = Base64.getMimeEncoder().encodeToString(authority.getEncoded());
                trust.addCertValue(Buffer.buffer(
                        "-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n",
                        StandardCharsets.US_ASCII.name()));
            } catch (CertificateEncodingException impossible) {
                throw new IllegalStateException("a certificate that was read cannot be written", impossible);
            }
        }
        return trust;
    }

    /** When each certificate, or the first of its chain to do so, expires. */
    public Map<String, Instant> expiries() {
        Map<String, Instant> expiries = new LinkedHashMap<>();
        identities.forEach(identity -> expiries.merge(
                identity.title(), identity.expires(), (one, other) -> one.isBefore(other) ? one : other));
        return expiries;
    }

    /** With these keys, in the TLS that the gateway speaks. */
    public ServerSSLOptions options() {
        ServerSSLOptions options = Speech.options().setKeyCertOptions(KeySource.of(new NamedKeys(identities)));
        clients.ifPresent(trust -> options.setTrustOptions(trust)
                .setClientAuth(clientsMayHaveNone ? ClientAuth.REQUEST : ClientAuth.REQUIRED));
        return options;
    }
}
