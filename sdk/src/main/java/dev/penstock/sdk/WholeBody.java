package dev.penstock.sdk;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.Optional;
import java.util.function.Consumer;

/** Bytes in memory. */
final class WholeBody implements Body {
    static final WholeBody EMPTY = new WholeBody(Buffer.buffer());

    private final Buffer bytes;

    WholeBody(Buffer bytes) {
        this.bytes = bytes;
    }

    @Override
    public long length() {
        return bytes.length();
    }

    @Override
    public boolean isWhole() {
        return true;
    }

    @Override
    public Future<Buffer> whole(long max) {
        return Future.succeededFuture(bytes);
    }

    @Override
    public ReadStream<Buffer> stream() {
        return new BufferStream(bytes);
    }

    @Override
    public Body through(Transform transform) {
        return Transformed.whole(bytes, transform);
    }

    @Override
    public Body tee(long max, Consumer<Copy> end) {
        end.accept(bytes.length() <= max ? new Copy(Copy.Outcome.WHOLE, bytes) : Copy.none(Copy.Outcome.TOO_LARGE));
        return this;
    }

    @Override
    public Replay replay(long max) {
        return new WholeReplay(this);
    }

    @Override
    public Shared share(long max) {
        return () -> Optional.of(this);
    }

    @Override
    public void discard() {}

    private record WholeReplay(Body next) implements Replay {
        @Override
        public boolean canReplay() {
            return true;
        }

        @Override
        public void release() {}
    }
}
