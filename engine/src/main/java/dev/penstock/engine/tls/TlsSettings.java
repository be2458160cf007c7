package dev.penstock.engine.tls;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files of a listener.
 *
 * @param certificates at least one; a client that names none of their hosts is shown the first
 * @param clientCa who signs the certificates of clients; empty: none is asked for
 * @param clientsMayHaveNone whether a client may have no certificate
 */
public record TlsSettings(List<Certificate> certificates, Optional<Path> clientCa, boolean clientsMayHaveNone) {
    /**
     * A certificate with its key.
     *
     * @param names the hosts that it is shown to, lower case; empty: those that it names itself
     */
    public record Certificate(Path cert, Path key, List<String> names) {}

    /** All files. */
    public Stream<Path> files() {
        return Stream.concat(
                certificates.stream().flatMap(certificate -> Stream.of(certificate.cert(), certificate.key())),
                clientCa.stream());
    }
}
