package dev.penstock.engine.http;

import dev.penstock.engine.call.Held;
import dev.penstock.engine.tls.Keyring;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What the front is told.
 *
 * @param listen where, each on every loop
 * @param loops how many event loops take requests
 * @param limits what is taken at most
 * @param trusted whether an address is that of a proxy whose word counts
 * @param held what all requests together hold in memory
 * @param clock of the {@code Date} that answers get
 */
public record FrontSettings(
        List<Listener> listen,
        int loops,
        Limits limits,
        Predicate<String> trusted,
        Held held,
        InstantSource clock,
        RequestListener listener) {
    /**
     * An address to listen on.
     *
     * @param port 0: any free one
     */
    public record Address(String host, int port) {
        /** With an IPv6 address in brackets. */
        @Override
        public String toString() {
            return (host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host) + ":" + port;
        }
    }

    /**
     * A listener.
     *
     * @param tls empty: in the clear
     * @param proxyProtocol whether every connection begins with a PROXY header
     */
    public record Listener(Address address, Optional<Keyring> tls, boolean proxyProtocol) {}

    /**
     * What is taken at most.
     *
     * @param header of all header fields together, in bytes
     * @param uri of the request line, in bytes
     * @param idle silence on a connection, or within a body
     * @param head until the first request of a connection has its head; the PROXY header and the handshake each the same
     * @param connections of clients
     */
    public record Limits(int header, int uri, Duration idle, Duration head, int connections) {}

    Duration idle() {
        return limits.idle();
    }
}
