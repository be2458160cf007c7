package dev.penstock.sdk;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.function.Consumer;

/** A stream that is read once: passed on, or held. */
final class StreamBody implements Body {
    private enum State {
        PAUSED,
        TAKEN,
        HOLDING,
        WHOLE,
        GONE
    }

    private static final int FIRST_ROOM = 64 << 10;

    private final ReadStream<Buffer> stream;
    private final long length;
    private final Source source;
    private final Runnable abandon;
    private final Holding holding;
    private State state = State.PAUSED;
    private Buffer held;
    private Promise<Buffer> holder;
    private Future<Buffer> whole;

    StreamBody(ReadStream<Buffer> stream, long length, Source source, Runnable abandon) {
        this(stream, length, source, abandon, bytes -> true);
    }

    StreamBody(ReadStream<Buffer> stream, long length, Source source, Runnable abandon, Holding holding) {
        this.stream = stream;
        this.length = length;
        this.source = source;
        this.abandon = abandon;
        this.holding = holding;
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
            return whole;
        }
        if (state != State.PAUSED) {
            return Future.failedFuture(new IllegalStateException("the body was read before"));
        }
        if (length > max) {
            return Future.failedFuture(tooLarge(max));
        }
        state = State.HOLDING;
        // What is announced may never come: room is made as it does.
        held = Buffer.buffer((int) Math.min(Math.max(length, 0), FIRST_ROOM));
        Promise<Buffer> promise = Promise.promise();
        holder = promise;
        whole = promise.future();
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
            if (!holding.take(chunk.length())) {
                if (promise.tryFail(Bodies.noRoom())) {
                    discard();
                }
                return;
            }
            held.appendBuffer(chunk);
        });
        stream.resume();
        return whole;
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
    public Body through(Transform transform) {
        return state == State.WHOLE ? Body.of(held).through(transform) : passing(transform);
    }

    @Override
    public Body tee(long max, Consumer<Copy> end) {
        if (state == State.WHOLE) {
            Body.of(held).tee(max, end);
            return this;
        }
        if (length > max) {
            Body handed = new StreamBody(handOver(), length, source, abandon);
            end.accept(Copy.none(Copy.Outcome.TOO_LARGE));
            return handed;
        }
        return passing(new Copying(max, end, holding));
    }

    @Override
    public Replay replay(long max) {
        return state == State.WHOLE ? Body.of(held).replay(max) : new StreamReplay(sharing(max, true));
    }

    @Override
    public Shared share(long max) {
        return state == State.WHOLE ? Body.of(held).share(max) : sharing(max, false);
    }

    @Override
    public void discard() {
        if (state != State.WHOLE && state != State.GONE) {
            boolean wasHolding = state == State.HOLDING;
            state = State.GONE;
            abandon.run();
            if (wasHolding) {
                holder.tryFail(Bodies.broken(source, new IllegalStateException("the body was discarded")));
            }
        }
    }

    private Body passing(Transform transform) {
        return Transformed.body(handOver(), transform.length(length), source, abandon, transform, holding);
    }

    private SharedStream sharing(long max, boolean replayed) {
        return new SharedStream(handOver(), new SharedStream.Origin(length, source, abandon, holding), max, replayed);
    }

    private ReadStream<Buffer> handOver() {
        ReadStream<Buffer> taken = stream();
        state = State.GONE;
        return taken;
    }

    private Problem tooLarge(long max) {
        return Bodies.tooLarge(source, max);
    }
}
