package dev.penstock.engine.http;

import dev.penstock.engine.call.Silence;
import dev.penstock.sdk.Body;
import dev.penstock.sdk.Problem;
import dev.penstock.sdk.Scheduler;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.streams.ReadStream;
import java.time.Duration;
import java.util.Optional;

/**
 * The body of a client's request, paused. A client that waits for {@code 100 (Continue)} (RFC 9110 section 10.1.1) hears it
 * when somebody wants the body, and not before; one that falls silent within its body is not waited for.
 */
final class RequestStream implements ReadStream<Buffer> {
    private final HttpServerRequest request;
    private final Connection connection;
    private final Silence silence;
    private Handler<Throwable> failed;
    private boolean waits;
    private boolean over;
    private boolean broken;

    private RequestStream(HttpServerRequest request, Connection connection, Scheduler scheduler, Duration idle) {
        this.request = request;
        this.connection = connection;
        this.silence = new Silence(scheduler, idle, this::silent);
        this.waits = request.version() == HttpVersion.HTTP_1_1
                && "100-continue".equalsIgnoreCase(request.headers().get(HttpHeaders.EXPECT));
        request.pause();
        request.exceptionHandler(this::broken);
        request.endHandler(end -> ended(null));
    }

    /** The stream of a request; no framing field: none (RFC 9112 section 6.3). */
    static Optional<RequestStream> of(
            HttpServerRequest request, Connection connection, Scheduler scheduler, Duration idle) {
        String length = request.headers().get(HttpHeaders.CONTENT_LENGTH);
        boolean chunked = request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
        return !chunked && (length == null || length.equals("0"))
                ? Optional.empty()
                : Optional.of(new RequestStream(request, connection, scheduler, idle));
    }

    /** @param holding asked for room where the body is held */
    Body body(Body.Holding holding) {
        String length = request.headers().get(HttpHeaders.CONTENT_LENGTH);
        return Body.of(
                this, length == null ? Body.UNKNOWN : Long.parseLong(length), Body.Source.CLIENT, this::drop, holding);
    }

    /**
     * Whether nobody knows where the next request on this connection would begin: the client still waits for 100, or
     * fell silent within its body.
     */
    boolean endsConnection() {
        return waits || broken;
    }

    /** What nobody reads is dropped, so that the connection can go on. */
    private void drop() {
        if (!waits && !request.isEnded()) {
            failed = null;
            handler(chunk -> {});
            resume();
        }
    }

    private void silent() {
        if (failed == null) {
            connection.close();
        } else {
            broken(Problem.of(Problem.Kind.REQUEST_TIMEOUT, "the client fell silent within its request"));
        }
    }

    private void broken(Throwable cause) {
        if (!over) {
            over = true;
            broken = true;
            silence.stop();
            if (failed != null) {
                failed.handle(cause);
            }
        }
    }

    private void ended(Handler<Void> handler) {
        over = true;
        silence.stop();
        if (handler != null) {
            handler.handle(null);
        }
    }

    private void expect() {
        if (waits) {
            waits = false;
            request.response().writeContinue();
        }
        if (!over) {
            silence.heard();
        }
    }

    @Override
    public ReadStream<Buffer> exceptionHandler(Handler<Throwable> handler) {
        failed = handler;
        return this;
    }

    @Override
    public ReadStream<Buffer> handler(Handler<Buffer> handler) {
        request.handler(
                handler == null
                        ? null
                        : chunk -> {
                            silence.heard();
                            handler.handle(chunk);
                        });
        return this;
    }

    @Override
    public ReadStream<Buffer> endHandler(Handler<Void> handler) {
        request.endHandler(end -> ended(handler));
        return this;
    }

    @Override
    public ReadStream<Buffer> pause() {
        silence.pause();
        request.pause();
        return this;
    }

    @Override
    public ReadStream<Buffer> resume() {
        expect();
        request.resume();
        return this;
    }

    @Override
    public ReadStream<Buffer> fetch(long amount) {
        expect();
        request.fetch(amount);
        return this;
    }
}
