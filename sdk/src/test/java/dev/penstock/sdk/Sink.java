package dev.penstock.sdk;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;

/** A reader that remembers what it was told. On one thread. */
final class Sink {
    private final Body body;
    private final ReadStream<Buffer> stream;
    private final StringBuilder text = new StringBuilder();
    private boolean ended;
    private Throwable failure;

    /** Takes the body as a stream, and asks for nothing yet. */
    Sink(Body body) {
        this.body = body;
        stream = body.stream();
        stream.exceptionHandler(cause -> failure = cause);
        stream.endHandler(end -> ended = true);
        stream.handler(chunk -> text.append(chunk.toString()));
    }

    static Sink reading(Body body) {
        Sink sink = new Sink(body);
        sink.stream.resume();
        return sink;
    }

    Sink fetch(int chunks) {
        stream.fetch(chunks);
        return this;
    }

    Sink resume() {
        stream.resume();
        return this;
    }

    void leave() {
        body.discard();
    }

    String text() {
        return text.toString();
    }

    boolean ended() {
        return ended;
    }

    Throwable failure() {
        return failure;
    }
}
