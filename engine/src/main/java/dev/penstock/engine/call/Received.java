package dev.penstock.engine.call;

import dev.penstock.sdk.Reply;
import io.vertx.core.MultiMap;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What an upstream's answer carries beside its reply.
 *
 * @param reply which it belongs to
 * @param trailers those of the answer, once its body has ended
 * @param tunnel the connection behind a 101
 */
public record Received(Reply reply, Supplier<MultiMap> trailers, Optional<Tunnel> tunnel) {
    /**
     * A connection that speaks another protocol now.
     *
     * @param idle how long both sides may be silent; empty: for ever
     */
    public record Tunnel(NetSocket socket, Optional<Duration> idle) {}
}
