package dev.penstock.engine.http;

import dev.penstock.engine.call.Silence;
import dev.penstock.sdk.Scheduler;
import io.vertx.core.http.HttpConnection;
import java.time.Duration;

/** A client's connection, on its loop: closed when it carries no request for too long, and deaf once it is being closed. */
final class Connection {
    private final HttpConnection wire;
    private final String peer;
    private final Silence silence;
    private final Census census;
    private int running;
    private boolean closing;

    Connection(HttpConnection wire, Scheduler scheduler, Duration idle, Census census) {
        this.wire = wire;
        this.peer = wire.remoteAddress().hostAddress();
        this.silence = new Silence(scheduler, idle, this::close);
        this.census = census;
        silence.heard();
    }

    /** The address of the other end. */
    String peer() {
        return peer;
    }

    void begins() {
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

    void close() {
        closing = true;
        wire.close();
    }

    /** The other end has gone. */
    void gone() {
        closing = true;
        silence.stop();
    }
}
