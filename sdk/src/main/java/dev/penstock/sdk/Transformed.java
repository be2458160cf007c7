package dev.penstock.sdk;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.ArrayDeque;
import java.util.Deque;

/** A stream that passes through a {@link Transform}; its source is asked for a chunk when the last one is used up. */
final class Transformed implements Outlet.Feed {
    private final ReadStream<Buffer> source;
    private final Runnable abandon;
    private final Transform transform;
    private final Deque<Buffer> ready = new ArrayDeque<>();
    private final Outlet outlet = new Outlet(this);
    private final Loop loop = Loop.current();
    private Throwable failure;
    private boolean asked;
    private boolean ended;
    private boolean closed;

    private Transformed(ReadStream<Buffer> source, Runnable abandon, Transform transform) {
        this.source = source;
        this.abandon = abandon;
        this.transform = transform;
    }

    /** The body of that stream, of that length, after the transform; it owns the stream. */
    static Body body(
            ReadStream<Buffer> source,
            long length,
            Body.Source from,
            Runnable abandon,
            Transform transform,
            Body.Holding holding) {
        Transformed transformed = new Transformed(source, abandon, transform);
        source.exceptionHandler(transformed::broken);
        source.endHandler(end -> transformed.end());
        source.handler(transformed::chunk);
        return new StreamBody(transformed.outlet, length, from, transformed::discard, holding);
    }

    /** All at once; what the transform throws is thrown here. */
    static Body whole(Buffer bytes, Transform transform) {
        Buffer out = Buffer.buffer();
        try {
            if (bytes.length() > 0) {
                transform.chunk(bytes, out::appendBuffer);
            }
            transform.end(out::appendBuffer);
        } catch (RuntimeException thrown) {
            throw Bodies.failed(thrown);
        } finally {
            transform.close();
        }
        return Body.of(out);
    }

    @Override
    public Buffer next() {
        if (ready.isEmpty() && !asked && !ended) {
            asked = true;
            source.fetch(1);
            if (asked && transform.holdsBack()) {
                loop.later(this::flush);
            }
        }
        return ready.poll();
    }

    @Override
    public boolean ended() {
        return ended && ready.isEmpty();
    }

    @Override
    public Throwable failure() {
        return failure;
    }

    private void chunk(Buffer chunk) {
        asked = false;
        if (chunk.length() > 0 && !closed) {
            attempt(() -> transform.chunk(chunk, this::ready));
        }
        outlet.drain();
    }

    /** The source had nothing at once for a reader who waits. */
    private void flush() {
        if (asked && !closed && transform.holdsBack()) {
            attempt(() -> transform.flush(this::ready));
            outlet.drain();
        }
    }

    private void end() {
        if (!closed) {
            ended = true;
            attempt(() -> transform.end(this::ready));
            close();
        }
        outlet.drain();
    }

    private void ready(Buffer chunk) {
        if (chunk.length() > 0) {
            ready.add(chunk);
        }
    }

    private void attempt(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException thrown) {
            if (!ended) {
                abandon.run();
            }
            broken(Bodies.failed(thrown));
        }
    }

    private void broken(Throwable cause) {
        failure = failure == null ? cause : failure;
        close();
        outlet.drain();
    }

    /** What broke off stays broken: its reader may still have to hear of it. */
    private void discard() {
        if (failure != null) {
            return;
        }
        outlet.stop();
        if (!closed) {
            close();
            abandon.run();
        }
    }

    private void close() {
        if (!closed) {
            closed = true;
            transform.close();
        }
    }
}
