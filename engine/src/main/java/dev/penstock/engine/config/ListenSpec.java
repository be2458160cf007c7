package dev.penstock.engine.config;

import dev.penstock.sdk.Default;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where clients connect.
 *
 * @param host an address of this machine
 * @param port 0: a free one
 * @param tls empty: in the clear
 * @param proxyProtocol whether every connection begins with a PROXY header
 */
public record ListenSpec(String host, int port, Optional<TlsSpec> tls, boolean proxyProtocol) {
    /**
     * Where clients connect.
     *
     * @param host an address of this machine; default all
     * @param port 0: a free one
     * @param tls what it shows to clients; several with {@code sni}; without it they connect in the clear
     * @param proxyProtocol every connection begins with a PROXY header (version 1 or 2), whose source is the peer; one
     *     that does not is closed
     */
    record File(
            @Default("0.0.0.0") String host,
            @Range(max = 65_535) int port,
            Optional<Placed<List<TlsSpec.File>>> tls,
            @Default("false") boolean proxyProtocol) {}

    /** In the clear, from anybody. */
    static ListenSpec plain(String host, int port) {
        return new ListenSpec(host, port, Optional.empty(), false);
    }

    /** The same with paths relative to this folder. */
    static ListenSpec of(File file, Path folder, Faults faults) {
        return new ListenSpec(
                file.host(), file.port(), file.tls().map(tls -> TlsSpec.of(tls, folder, faults)), file.proxyProtocol());
    }

    ListenSpec withHost(String name) {
        return new ListenSpec(name, port, tls, proxyProtocol);
    }

    ListenSpec withPort(int number) {
        return new ListenSpec(host, number, tls, proxyProtocol);
    }
}
