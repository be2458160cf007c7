package dev.penstock.engine.http;

import dev.penstock.engine.call.CallState;
import dev.penstock.engine.call.Received;
import dev.penstock.engine.call.Silence;
import dev.penstock.sdk.Ending;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.Optional;

/** Two connections that became one after a 101: bytes pass both ways as they come, until either side closes. */
final class Tunnel {
    private final CallState call;
    private final NetSocket client;
    private final NetSocket upstream;
    private final Optional<Silence> silence;
    private boolean closed;

    Tunnel(CallState call, NetSocket client, Received.Tunnel upstream) {
        this.call = call;
        this.client = client;
        this.upstream = upstream.socket();
        this.silence =
                upstream.idle().map(limit -> new Silence(call.loop().scheduler(), limit, () -> end(Ending.LATE)));
    }

    void open() {
        call.lasts();
        call.onEnd(ending -> close());
        silence.ifPresent(Silence::heard);
        pass(client, upstream);
        pass(upstream, client);
        client.closeHandler(closed -> closed(upstream));
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

    private void pass(NetSocket from, NetSocket to) {
        from.handler(chunk -> forward(from, to, chunk));
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
