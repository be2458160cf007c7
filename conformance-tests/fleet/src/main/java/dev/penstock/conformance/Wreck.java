package dev.penstock.conformance;

import dev.penstock.fleet.MockServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.SocketChannel;

/** A backend that is broken in one way at a time: one that answers so, and a port that nobody listens on. */
final class Wreck implements AutoCloseable {
    private final MockServer answering = MockServer.start().closing();
    /** Bound, so that nobody else takes the port, and not listening, so that connections are refused. */
    private final SocketChannel refusing;

    private final URI refused;

    Wreck() {
        try {
            refusing = SocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            refused = URI.create("http://127.0.0.1:" + ((InetSocketAddress) refusing.getLocalAddress()).getPort());
        } catch (IOException failure) {
            answering.close();
            throw new UncheckedIOException(failure);
        }
    }

    /** Breaks in this way from now on, and forgets the calls it saw; where it is to be reached then. */
    URI broken(Break how) {
        answering.forget();
        how.answer().ifPresent(answering::always);
        return how.answer().isPresent() ? answering.uri() : refused;
    }

    /** Whether it was called, which is not known of a refused connection. */
    boolean wasCalled() {
        return !answering.calls().isEmpty();
    }

    @Override
    public void close() {
        answering.close();
        try {
            refusing.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
