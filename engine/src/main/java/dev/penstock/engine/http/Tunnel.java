package dev.penstock.engine.http;

import dev.penstock.engine.call.CallState;
import dev.penstock.engine.call.Received;
import dev.penstock.engine.call.Silence;
import dev.penstock.sdk.Ending;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.Optional;

/**
 * Two connections that became one after a 101: bytes pass both ways as they come, until either side closes. When the
 * gateway is to end, the client is told so between two frames of the upstream's, and hears no more of it; its answer, and
 * the upstream's end, are waited for.
 */
final class Tunnel {
    /** 1001, "going away" (RFC 6455 sections 5.5.1 and 7.4.1). */
    private static final Buffer CLOSE = Buffer.buffer(new byte[] {(byte) 0x88, 2, 0x03, (byte) 0xe9});

    private final Frames frames = new Frames();
    private final CallState call;
    private final NetSocket client;
    private final NetSocket upstream;
    private final Optional<Silence> silence;
    private boolean closed;
    private boolean leaving;
    private boolean told;

    Tunnel(CallState call, NetSocket client, Received.Tunnel upstream) {
        this.call = call;
        this.client = client;
        this.upstream = upstream.socket();
        this.silence =
                upstream.idle().map(limit -> new Silence(call.loop().scheduler(), limit, () -> end(Ending.LATE)));
    }

    /** @param connection the client's; it does not hear by itself any more that its other end has gone */
    void open(Connection connection) {
        call.lasts();
        Runnable forget = connection.census().onDrain(() -> call.loop().run(this::leave));
        call.onEnd(ending -> {
            forget.run();
            close();
        });
        silence.ifPresent(Silence::heard);
        pass(client, chunk -> forward(client, upstream, chunk));
        pass(upstream, this::toClient);
        client.closeHandler(closed -> {
            connection.gone();
            closed(upstream);
        });
        upstream.closeHandler(closed -> closed(client));
    }

    /** What one side said last is written before the other is closed. */
    private void closed(NetSocket other) {
        if (closed) {
            end(Ending.COMPLETE);
        } else {
            closed = true;
            other.end();
        }
    }

    private void toClient(Buffer chunk) {
        if (told) {
            return;
        }
        int ended = frames.pass(chunk);
        boolean last = leaving && ended > 0;
        forward(upstream, client, last ? chunk.slice(0, ended) : chunk);
        if (last) {
            tell();
        }
    }

    private void leave() {
        leaving = true;
        if (!told && frames.isBetween()) {
            tell();
        }
    }

    private void tell() {
        told = true;
        client.write(CLOSE);
    }

    private void pass(NetSocket from, Handler<Buffer> taker) {
        from.handler(taker);
        from.exceptionHandler(broken -> end(Ending.BROKEN));
        from.resume();
    }

    private void forward(NetSocket from, NetSocket to, Buffer chunk) {
        silence.ifPresent(Silence::heard);
        to.write(chunk);
        if (to.writeQueueFull()) {
            from.pause();
            to.drainHandler(drained -> from.resume());
        }
    }

    private void end(Ending how) {
        call.end(how);
    }

    private void close() {
        silence.ifPresent(Silence::stop);
        client.close();
        upstream.close();
    }
}
