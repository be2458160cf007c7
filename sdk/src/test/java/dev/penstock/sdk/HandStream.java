package dev.penstock.sdk;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.ArrayDeque;
import java.util.Deque;

/** A source that a test drives by hand; what was not asked for waits here. On one thread. */
final class HandStream implements ReadStream<Buffer> {
    private final Deque<Buffer> waiting = new ArrayDeque<>();
    private Handler<Buffer> handler;
    private Handler<Void> endHandler;
    private Handler<Throwable> exceptionHandler;
    private long demand;
    private boolean ending;
    private boolean stopped;

    Body body() {
        return body(Body.UNKNOWN);
    }

    Body body(long length) {
        return Body.of(this, length, Body.Source.UPSTREAM, () -> stopped = true);
    }

    HandStream send(String... chunks) {
        for (String chunk : chunks) {
            send(Buffer.buffer(chunk));
        }
        return this;
    }

    void send(Buffer chunk) {
        waiting.add(chunk);
        flow();
    }

    HandStream end() {
        ending = true;
        flow();
        return this;
    }

    void fail(Throwable cause) {
        exceptionHandler.handle(cause);
    }

    /** How many chunks wait because nobody asked for them. */
    int waiting() {
        return waiting.size();
    }

    boolean stopped() {
        return stopped;
    }

    @Override
    public ReadStream<Buffer> exceptionHandler(Handler<Throwable> handler) {
        exceptionHandler = handler;
        return this;
    }

    @Override
    public ReadStream<Buffer> handler(Handler<Buffer> handler) {
        this.handler = handler;
        return this;
    }

    @Override
    public ReadStream<Buffer> endHandler(Handler<Void> handler) {
        endHandler = handler;
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
        flow();
        return this;
    }

    private void flow() {
        while (demand > 0 && !waiting.isEmpty() && !stopped) {
            demand--;
            handler.handle(waiting.poll());
        }
        if (ending && waiting.isEmpty() && !stopped) {
            ending = false;
            endHandler.handle(null);
        }
    }
}
