package dev.penstock.engine.http;

import dev.penstock.engine.call.CallState;
import dev.penstock.engine.call.HopByHop;
import dev.penstock.engine.call.Passage;
import dev.penstock.engine.call.Trace;
import dev.penstock.engine.time.Ticks;
import dev.penstock.sdk.Reply;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Map;
import java.util.Optional;

/** A request that has arrived on a connection, and what is said of it when it has ended. */
record Arrival(HttpServerRequest request, Connection connection, String id, long started) {
    static Arrival of(HttpServerRequest request, Connection connection) {
        return new Arrival(request, connection, RequestIds.of(request.headers().get("x-request-id")), Ticks.now());
    }

    /**
     * Whether no further request comes on this connection: the gateway is draining, or the client says so.
     */
    boolean isLast() {
        return connection.isDraining() || HopByHop.isOption("close", request.headers());
    }

    /**
     * Answers without a route: no step has a part in it.
     *
     * @param last whether the connection ends with it
     * @return how many bytes the body has
     */
    long answer(Reply reply, boolean last) {
        // Who waits for 100 may send its body or not: nobody knows where the next request begins.
        boolean closes = last || isLast() || request.headers().contains(HttpHeaders.EXPECT);
        Buffer bytes = reply.body().whole(Long.MAX_VALUE).result();
        HttpServerResponse response = request.response();
        response.setStatusCode(reply.status());
        response.headers().setAll(reply.headers()).set("x-request-id", id);
        if (closes) {
            response.headers().set(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        boolean none = request.method().name().equals("HEAD") || reply.status() == 204;
        Future<Void> written = none ? response.end() : response.end(bytes);
        if (closes) {
            written.onComplete(end -> connection.close());
        }
        return none ? 0 : bytes.length();
    }

    /** It has ended: of a client that left before the head nothing was written, which is logged as 499. */
    RequestListener.Ended ended(Origin origin, String path, long bytes, Optional<CallState> call) {
        connection.ends();
        HttpServerResponse response = request.response();
        Optional<Passage> passage = call.map(CallState::passage);
        return new RequestListener.Ended(
                id,
                origin.client(),
                origin.host(),
                request.method().name(),
                path,
                response.headWritten() ? response.getStatusCode() : 499,
                bytes,
                Ticks.millisSince(started),
                call.map(CallState::route),
                call.flatMap(CallState::principal),
                passage.flatMap(Passage::sentTo),
                passage.map(Passage::trace)
                        .orElseGet(() -> Trace.of(request.headers()))
                        .id(),
                call.map(CallState::notes).orElse(Map.of()));
    }
}
