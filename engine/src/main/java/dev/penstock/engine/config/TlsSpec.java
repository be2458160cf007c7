package dev.penstock.engine.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * TLS towards clients.
 *
 * @param certificates at least one; a client that names none of their hosts is shown the first
 * @param clientCa who signs the certificates of clients; empty: none is asked for
 * @param clientsMayHaveNone whether a client may have no certificate; a wrong one is refused all the same
 */
public record TlsSpec(List<CertificateSpec> certificates, Optional<Placed<Path>> clientCa, boolean clientsMayHaveNone) {
    /**
     * What a listener shows to clients.
     *
     * @param cert a file of PEM: the certificate, then those that lead to its CA, in order
     * @param key a file of PEM: its RSA or EC key, without a passphrase
     * @param clientCa a file of PEM: clients must show a certificate that one of these signed; on the first of a list,
     *     for the whole listener
     * @param clientAuth {@code optional} asks for a certificate and takes none
     * @param sni the hosts that it is shown to, {@code *.x} for one label; default: those that the certificate names
     */
    record File(
            Placed<String> cert,
            Placed<String> key,
            Optional<Placed<String>> clientCa,
            Optional<Placed<ClientAuth>> clientAuth,
            List<Placed<HostPattern>> sni) {}

    /** Whether a client must show a certificate. */
    enum ClientAuth {
        REQUIRED,
        OPTIONAL
    }

    /**
     * A certificate with its key.
     *
     * @param sni empty: the hosts that the certificate names
     */
    public record CertificateSpec(Placed<Path> cert, Placed<Path> key, List<String> sni) {}

    static TlsSpec of(Placed<List<File>> listed, Path folder, Faults faults) {
        List<File> files = listed.value();
        if (files.isEmpty()) {
            faults.fault(listed.place(), "tls: expected a certificate such as {cert: c.pem, key: k.pem}, found none");
        }
        List<CertificateSpec> certificates = new ArrayList<>();
        for (File file : files) {
            if (!certificates.isEmpty()) {
                file.clientCa().ifPresent(ca -> faults.fault(ca.place(), forAll("client-ca")));
                file.clientAuth().ifPresent(auth -> faults.fault(auth.place(), forAll("client-auth")));
            }
            certificates.add(new CertificateSpec(
                    within(folder, file.cert()), within(folder, file.key()), names(file.sni(), faults)));
        }
        Optional<File> first = files.stream().findFirst();
        Optional<Placed<ClientAuth>> auth = first.flatMap(File::clientAuth);
        Optional<Placed<Path>> ca = first.flatMap(File::clientCa).map(file -> within(folder, file));
        if (ca.isEmpty()) {
            auth.ifPresent(alone -> faults.fault(
                    alone.place(), "client-auth: expected 'client-ca' beside it, found none: add the CA's file"));
        }
        return new TlsSpec(
                List.copyOf(certificates),
                ca,
                auth.filter(found -> found.value() == ClientAuth.OPTIONAL).isPresent());
    }

    private static String forAll(String key) {
        return key + ": expected on the first certificate alone, since it counts for the whole listener: move it there";
    }

    private static List<String> names(List<Placed<HostPattern>> hosts, Faults faults) {
        for (Placed<HostPattern> host : hosts) {
            if (host.value().text().startsWith("[")) {
                faults.fault(host.place(), "sni: expected a host name, found an address: clients send none");
            }
        }
        return hosts.stream().map(host -> host.value().text()).toList();
    }

    private static Placed<Path> within(Path folder, Placed<String> file) {
        return new Placed<>(file.place(), folder.resolve(file.value()));
    }
}
