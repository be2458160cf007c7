package dev.penstock.sdk;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;

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
    public void discard() {}
}
