package dev.penstock.suites.probe;

import dev.penstock.sdk.Step;
import dev.penstock.sdk.Transform;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.function.Consumer;
import java.util.zip.Deflater;

/** What a third party would write to compress: it may gather bytes, and lets go of them when a stream falls silent. */
final class Deflate implements Transform {
    private final Deflater deflater = new Deflater();
    private final byte[] part = new byte[4096];
    private boolean pending;

    /** Encodes every answer. */
    static Step step() {
        return call -> {
            call.onReply(reply -> {
                reply.headers().set("content-encoding", "deflate").remove("content-length");
                reply.body(reply.body().through(new Deflate()));
                return Future.succeededFuture();
            });
            return Future.succeededFuture();
        };
    }

    @Override
    public void chunk(Buffer chunk, Consumer<Buffer> out) {
        deflater.setInput(chunk.getBytes());
        pending = true;
        drain(Deflater.NO_FLUSH, out);
    }

    @Override
    public boolean holdsBack() {
        return pending;
    }

    @Override
    public void flush(Consumer<Buffer> out) {
        pending = false;
        drain(Deflater.SYNC_FLUSH, out);
    }

    @Override
    public void end(Consumer<Buffer> out) {
        deflater.finish();
        drain(Deflater.NO_FLUSH, out);
    }

    @Override
    public void close() {
        deflater.end();
    }

    private void drain(int flush, Consumer<Buffer> out) {
        int length;
        do {
            length = deflater.deflate(part, 0, part.length, flush);
            out.accept(Buffer.buffer().appendBytes(part, 0, length));
        } while (length == part.length);
    }
}
