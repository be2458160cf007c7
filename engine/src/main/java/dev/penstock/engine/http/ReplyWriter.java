package dev.penstock.engine.http;

import dev.penstock.engine.call.CallState;
import dev.penstock.sdk.Body;
import dev.penstock.sdk.Ending;
import dev.penstock.sdk.Reply;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.streams.ReadStream;

/** Writes one reply to the client: the head, then the body as it comes, at the client's pace. */
final class ReplyWriter {
    private final CallState call;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final boolean old;
    private Buffer last;
    private long written;

    ReplyWriter(CallState call, HttpServerRequest request) {
        this.call = call;
        this.request = request;
        this.response = request.response();
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
        MultiMap headers = response.headers();
        headers.setAll(reply.headers());
        headers.set("x-request-id", call.inbound().id());
        Body body = reply.body();
        if (request.method().name().equals("HEAD") || reply.status() == 204 || reply.status() == 304) {
            writeHeadOnly(body, headers);
        } else if (body.isWhole()) {
            body.whole(Long.MAX_VALUE).onSuccess(bytes -> {
                headers.remove(HttpHeaders.CONTENT_LENGTH);
                written = bytes.length();
                response.end(bytes);
                call.end(Ending.COMPLETE);
            });
        } else {
            pump(body);
        }
    }

    /** A HEAD's Content-Length is that of the GET; a 204 has none (RFC 9110 section 8.6). */
    private void writeHeadOnly(Body body, MultiMap headers) {
        if (request.method().name().equals("HEAD") && body.length() > 0) {
            headers.set(HttpHeaders.CONTENT_LENGTH, Long.toString(body.length()));
        }
        body.discard();
        response.end();
        call.end(Ending.COMPLETE);
    }

    private void pump(Body body) {
        long length = body.length();
        if (length >= 0) {
            response.headers().set(HttpHeaders.CONTENT_LENGTH, Long.toString(length));
        } else {
            response.headers().remove(HttpHeaders.CONTENT_LENGTH);
            response.setChunked(!old);
        }
        ReadStream<Buffer> from = body.stream();
        from.exceptionHandler(failure -> call.end(Ending.BROKEN));
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
                response.drainHandler(drained -> from.resume());
            }
        });
        from.resume();
        if (!response.headWritten()) {
            call.loop().later(this::showHead);
        }
    }

    /** The head goes out with the first bytes when they are there, and does not wait for them when they are not. */
    private void showHead() {
        if (!response.headWritten() && last == null && !call.hasEnded()) {
            response.writeHead();
        }
    }

    /** The last chunk goes out with the end: one write, one flush. */
    private void finish() {
        if (call.hasEnded()) {
            return;
        }
        Future<Void> end = last != null ? response.end(last) : response.end();
        if (old && !response.headers().contains(HttpHeaders.CONTENT_LENGTH)) {
            end.onComplete(written -> request.connection().close());
        }
        call.end(Ending.COMPLETE);
    }
}
