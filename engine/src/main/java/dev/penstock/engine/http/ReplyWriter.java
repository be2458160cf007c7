package dev.penstock.engine.http;

import dev.penstock.engine.call.CallState;
import dev.penstock.engine.call.HopByHop;
import dev.penstock.engine.call.Received;
import dev.penstock.engine.call.Silence;
import dev.penstock.sdk.Body;
import dev.penstock.sdk.Ending;
import dev.penstock.sdk.Problem;
import dev.penstock.sdk.Reply;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.streams.ReadStream;
import java.time.Duration;
import java.util.Optional;

/** Writes one reply to the client: the head, then the body as it comes, at the client's pace. */
final class ReplyWriter {
    private final CallState call;
    private final Arrival arrival;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Optional<RequestStream> asked;
    private final DateField date;
    private final Silence stuck;
    private final boolean old;
    private boolean closes;
    private Buffer last;
    private long written;

    /**
     * Writes nothing yet.
     *
     * @param asked the body of the request
     * @param date what an answer without one gets
     * @param idle how long the client may take nothing of an answer that waits for it
     */
    ReplyWriter(CallState call, Arrival arrival, Optional<RequestStream> asked, DateField date, Duration idle) {
        this.call = call;
        this.arrival = arrival;
        this.request = arrival.request();
        this.response = request.response();
        this.asked = asked;
        this.date = date;
        this.stuck = new Silence(call.loop().scheduler(), idle, () -> call.end(Ending.LATE));
        this.old = request.version() == HttpVersion.HTTP_1_0;
    }

    long written() {
        return written;
    }

    /** A reply that cannot be written, such as one with a status out of range, is a 500 while there is time. */
    void write(Reply reply) {
        try {
            begin(reply);
        } catch (RuntimeException unwritable) {
            if (response.headWritten()) {
                call.end(Ending.BROKEN);
                return;
            }
            call.fail(unwritable, call.site());
            response.headers().clear();
            call.reply().ifPresent(this::begin);
        }
    }

    private void begin(Reply reply) {
        if (response.closed() || response.ended()) {
            call.abandon();
            return;
        }
        response.setStatusCode(reply.status());
        Optional<Received.Tunnel> tunnel = call.passage().received(reply).flatMap(Received::tunnel);
        MultiMap headers = response.headers();
        headers.setAll(reply.headers());
        headers.set("x-request-id", call.inbound().id());
        date.onto(headers);
        if (tunnel.isPresent()) {
            if (reply.status() == 101) {
                open(tunnel.get());
                return;
            }
            tunnel.get().socket().close();
        }
        closes = arrival.isLast() || (asked.isPresent() && asked.get().endsConnection());
        if (closes) {
            headers.set(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        Body body = reply.body();
        if (request.method().name().equals("HEAD") || reply.status() == 204 || reply.status() == 304) {
            writeHeadOnly(body, headers);
        } else if (body.isWhole()) {
            body.whole(Long.MAX_VALUE).onSuccess(bytes -> {
                headers.remove(HttpHeaders.CONTENT_LENGTH);
                written = bytes.length();
                ended(response.end(bytes));
            });
        } else {
            pump(body);
        }
    }

    private void open(Received.Tunnel tunnel) {
        response.headers().set(HttpHeaders.UPGRADE, "websocket").set(HttpHeaders.CONNECTION, HttpHeaders.UPGRADE);
        request.toNetSocket()
                .onSuccess(client -> new Tunnel(call, client, tunnel).open(arrival.connection()))
                .onFailure(gone -> {
                    tunnel.socket().close();
                    call.abandon();
                });
    }

    /** A HEAD's Content-Length is that of the GET; a 204 has none (RFC 9110 section 8.6). */
    private void writeHeadOnly(Body body, MultiMap headers) {
        if (request.method().name().equals("HEAD") && body.length() > 0) {
            headers.set(HttpHeaders.CONTENT_LENGTH, Long.toString(body.length()));
        }
        body.discard();
        ended(response.end());
    }

    private void ended(Future<Void> end) {
        if (closes) {
            end.onComplete(written -> arrival.connection().close());
        }
        call.end(Ending.COMPLETE);
    }

    private void pump(Body body) {
        long length = body.length();
        if (length >= 0) {
            response.headers().set(HttpHeaders.CONTENT_LENGTH, Long.toString(length));
        } else {
            response.headers().remove(HttpHeaders.CONTENT_LENGTH);
            // An HTTP/1.0 client knows the end by that of the connection.
            closes |= old;
            response.setChunked(!old);
        }
        ReadStream<Buffer> from = body.stream();
        from.exceptionHandler(this::broke);
        if (call.hasEnded()) {
            // It broke before: that is told, and what had come of it is not wanted.
            return;
        }
        from.endHandler(end -> finish());
        from.handler(chunk -> {
            written += chunk.length();
            if (written == length) {
                last = chunk;
                return;
            }
            response.write(chunk);
            if (response.writeQueueFull()) {
                from.pause();
                stuck.heard();
                response.drainHandler(drained -> {
                    stuck.stop();
                    from.resume();
                });
            }
        });
        from.resume();
        if (!response.headWritten() && (response.isChunked() || length >= 0)) {
            call.loop().afterwards(this::showHead);
        }
    }

    /** Before the head went out this is an error like any other; after it nothing can be taken back. */
    private void broke(Throwable failure) {
        if (response.headWritten() || call.hasEnded()) {
            call.end(Ending.BROKEN);
            return;
        }
        Problem problem = failure instanceof Problem known
                ? known
                : Problem.of(Problem.Kind.UPSTREAM_FAILED, "the upstream closed the connection", failure)
                        .proxyError("connection_terminated");
        call.fail(problem, call.site());
        response.headers().clear();
        response.setChunked(false);
        call.reply().ifPresent(this::begin);
    }

    /** The head goes out with the first bytes when they are there, and does not wait for them when they are not. */
    private void showHead() {
        if (!response.headWritten() && last == null && !call.hasEnded()) {
            response.writeHead();
        }
    }

    /** The last chunk goes out with the end: one write, one flush. */
    private void finish() {
        stuck.stop();
        if (call.hasEnded()) {
            return;
        }
        call.reply().flatMap(call.passage()::received).ifPresent(this::addTrailers);
        ended(last != null ? response.end(last) : response.end());
    }

    private void addTrailers(Received received) {
        MultiMap trailers = received.trailers().get();
        if (response.isChunked() && trailers != null && !trailers.isEmpty()) {
            response.trailers().addAll(HopByHop.request(trailers));
        }
    }
}
