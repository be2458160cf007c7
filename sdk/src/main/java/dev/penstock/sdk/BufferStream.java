package dev.penstock.sdk;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;

/** One buffer as a stream that starts paused. */
final class BufferStream implements ReadStream<Buffer> {
    private Buffer rest;
    private Handler<Buffer> handler;
    private Handler<Void> endHandler;
    private long demand;
    private boolean ended;

    BufferStream(Buffer bytes) {
        this.rest = bytes;
    }

    @Override
    public ReadStream<Buffer> exceptionHandler(Handler<Throwable> ignoredSinceItCannotFail) {
        return this;
    }

    @Override
    public ReadStream<Buffer> handler(Handler<Buffer> handler) {
        this.handler = handler;
        return this;
    }

    @Override
    public ReadStream<Buffer> endHandler(Handler<Void> endHandler) {
        this.endHandler = endHandler;
        return this;
    }

    @Override
    public ReadStream<Buffer> pause() {
        demand = 0;
        return this;
    }

    @Override
    public ReadStream<Buffer> resume() {
        return fetch(Long.MAX_VALUE);
    }

    @Override
    public ReadStream<Buffer> fetch(long amount) {
        demand = demand + amount < 0 ? Long.MAX_VALUE : demand + amount;
        if (demand > 0 && rest.length() > 0) {
            Buffer chunk = rest;
            rest = Buffer.buffer();
            demand--;
            if (handler != null) {
                handler.handle(chunk);
            }
        }
        if (demand > 0 && rest.length() == 0 && !ended) {
            ended = true;
            if (endHandler != null) {
                endHandler.handle(null);
            }
        }
        return this;
    }
}
