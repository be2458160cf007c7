package dev.penstock.engine.upstream;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.streams.ReadStream;

/** The body of an upstream's answer, paused, that knows whether it was read to its end. */
final class ResponseStream implements ReadStream<Buffer> {
    private final HttpClientResponse response;
    private Handler<Throwable> failed;
    private Handler<Void> ended;
    private Throwable failure;
    private boolean over;

    ResponseStream(HttpClientResponse response) {
        this.response = response;
        response.exceptionHandler(cause -> {
            if (!over) {
                over = true;
                failure = cause;
                if (failed != null) {
                    failed.handle(cause);
                }
            }
        });
        response.endHandler(end -> {
            over = true;
            if (ended != null) {
                ended.handle(null);
            }
        });
    }

    /** Resets the connection unless the answer was read to its end. */
    void giveUp(HttpClientRequest wire) {
        if (!over) {
            over = true;
            wire.reset();
            if (failed != null) {
                failed.handle(Faults.givenUp());
            }
        }
    }

    @Override
    public ReadStream<Buffer> exceptionHandler(Handler<Throwable> handler) {
        failed = handler;
        if (failure != null && handler != null) {
            handler.handle(failure);
        }
        return this;
    }

    @Override
    public ReadStream<Buffer> handler(Handler<Buffer> handler) {
        response.handler(handler);
        return this;
    }

    @Override
    public ReadStream<Buffer> endHandler(Handler<Void> handler) {
        ended = handler;
        return this;
    }

    @Override
    public ReadStream<Buffer> pause() {
        response.pause();
        return this;
    }

    @Override
    public ReadStream<Buffer> resume() {
        response.resume();
        return this;
    }

    @Override
    public ReadStream<Buffer> fetch(long amount) {
        response.fetch(amount);
        return this;
    }
}
