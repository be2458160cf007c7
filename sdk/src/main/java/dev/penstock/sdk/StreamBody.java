package dev.penstock.sdk;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;

/** A stream that is read once: passed on, or held. */
final class StreamBody implements Body {
    private enum State {
        PAUSED,
        TAKEN,
        HOLDING,
        WHOLE,
        GONE
    }

    private final ReadStream<Buffer> stream;
    private final long length;
    private final Source source;
    private final Runnable abandon;
    private State state = State.PAUSED;
    private Buffer held;
    private Future<Buffer> holding;

    StreamBody(ReadStream<Buffer> stream, long length, Source source, Runnable abandon) {
        this.stream = stream;
        this.length = length;
        this.source = source;
        this.abandon = abandon;
    }

    @Override
    public long length() {
        return state == State.WHOLE ? held.length() : length;
    }

    @Override
    public boolean isWhole() {
        return state == State.WHOLE;
    }

    @Override
    public Future<Buffer> whole(long max) {
        if (state == State.HOLDING || state == State.WHOLE) {
            return holding;
        }
        if (state != State.PAUSED) {
            return Future.failedFuture(new IllegalStateException("the body was read before"));
        }
        if (length > max) {
            return Future.failedFuture(tooLarge(max));
        }
        state = State.HOLDING;
        held = length > 0 ? Buffer.buffer((int) length) : Buffer.buffer();
        Promise<Buffer> promise = Promise.promise();
        holding = promise.future();
        stream.exceptionHandler(cause -> promise.tryFail(Bodies.broken(source, cause)));
        stream.endHandler(end -> {
            state = State.WHOLE;
            promise.tryComplete(held);
        });
        stream.handler(chunk -> {
            if (held.length() + (long) chunk.length() > max) {
                if (promise.tryFail(tooLarge(max))) {
                    discard();
                }
                return;
            }
            held.appendBuffer(chunk);
        });
        stream.resume();
        return holding;
    }

    @Override
    public ReadStream<Buffer> stream() {
        if (state == State.WHOLE) {
            return new BufferStream(held);
        }
        if (state != State.PAUSED) {
            throw new IllegalStateException("the body was read before");
        }
        state = State.TAKEN;
        return stream;
    }

    @Override
    public void discard() {
        if (state != State.WHOLE && state != State.GONE) {
            state = State.GONE;
            abandon.run();
        }
    }

    private Problem tooLarge(long max) {
        return Bodies.tooLarge(source, max);
    }
}
