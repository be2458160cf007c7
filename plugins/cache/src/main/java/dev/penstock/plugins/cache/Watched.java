package dev.penstock.plugins.cache;

import dev.penstock.sdk.Transform;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.function.Consumer;

/** Passes a body on as it is, and says when nobody reads it any more. */
final class Watched implements Transform {
    private final Promise<Void> read;

    Watched(Promise<Void> read) {
        this.read = read;
    }

    @Override
    public long length(long before) {
        return before;
    }

    @Override
    public void chunk(Buffer chunk, Consumer<Buffer> out) {
        out.accept(chunk);
    }

    @Override
    public void close() {
        read.tryComplete();
    }
}
