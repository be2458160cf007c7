package dev.penstock.engine.http;

import dev.penstock.engine.call.Silence;
import dev.penstock.sdk.Scheduler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.SocketAddress;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * A client's connection, on its loop: closed when its first request has no head in time, or when it carries none for too
 * long, and deaf once it is being closed.
 */
final class Connection {
    private final HttpConnection wire;
    private final String peer;
    private final Silence silence;
    private final Scheduler.Timer first;
    private final Census census;
    private final Runnable forget;
    private int running;
    private boolean closing;
    private boolean gone;
    private Optional<Optional<X509Certificate>> certificate = Optional.empty();

    /** @param forget run once, when the other end has gone */
    Connection(HttpConnection wire, Scheduler scheduler, FrontSettings.Limits limits, Census census, Runnable forget) {
        this.wire = wire;
        this.peer = peer(wire);
        this.silence = new Silence(scheduler, limits.idle(), this::close);
        this.first = scheduler.after(limits.head(), this::close);
        this.census = census;
        this.forget = forget;
        silence.heard();
    }

    /** By the PROXY header where there is one; a header that names no address of the network is as good as none. */
    private static String peer(HttpConnection wire) {
        SocketAddress said = wire.remoteAddress();
        return Addresses.canonical((said.isInetSocket() ? said : wire.remoteAddress(true)).hostAddress());
    }

    /** The address of the other end. */
    String peer() {
        return peer;
    }

    /** What the other end showed in the handshake, verified; read once, since it stays for the whole connection. */
    Optional<X509Certificate> certificate() {
        if (certificate.isEmpty()) {
            certificate = Optional.of(shown());
        }
        return certificate.get();
    }

    private Optional<X509Certificate> shown() {
        SSLSession session = wire.sslSession();
        if (session == null) {
            return Optional.empty();
        }
        try {
            Certificate[] chain = session.getPeerCertificates();
            return chain.length > 0 && chain[0] instanceof X509Certificate leaf ? Optional.of(leaf) : Optional.empty();
        } catch (SSLPeerUnverifiedException none) {
            return Optional.empty();
        }
    }

    void begins() {
        first.cancel();
        running++;
        census.begins();
        silence.pause();
    }

    void ends() {
        running--;
        census.ends();
        if (running == 0 && !closing) {
            silence.heard();
        }
    }

    /** What comes on it from now on is not listened to: closing takes a moment, in which a pipelined request may come. */
    boolean isClosing() {
        return closing;
    }

    /** Whether the gateway wants no further request on any connection. */
    boolean isDraining() {
        return census.isDraining();
    }

    Census census() {
        return census;
    }

    void close() {
        closing = true;
        wire.close();
    }

    /** The other end has gone: said by the connection, or by the tunnel that it became. */
    void gone() {
        if (gone) {
            return;
        }
        gone = true;
        closing = true;
        forget.run();
        first.cancel();
        silence.stop();
    }
}
