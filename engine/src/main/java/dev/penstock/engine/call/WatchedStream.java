package dev.penstock.engine.call;

import dev.penstock.sdk.Ending;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.function.Consumer;

/** A stream that tells how its reading ended. */
final class WatchedStream implements ReadStream<Buffer> {
    private final ReadStream<Buffer> stream;
    private final Consumer<Ending> end;

    WatchedStream(ReadStream<Buffer> stream, Consumer<Ending> end) {
        this.stream = stream;
        this.end = end;
    }

    @Override
    public ReadStream<Buffer> exceptionHandler(Handler<Throwable> handler) {
        stream.exceptionHandler(failure -> {
            if (handler != null) {
                handler.handle(failure);
            }
            end.accept(Ending.BROKEN);
        });
        return this;
    }

    @Override
    public ReadStream<Buffer> handler(Handler<Buffer> handler) {
        stream.handler(handler);
        return this;
    }

    @Override
    public ReadStream<Buffer> endHandler(Handler<Void> handler) {
        stream.endHandler(ended -> {
            if (handler != null) {
                handler.handle(null);
            }
            end.accept(Ending.COMPLETE);
        });
        return this;
    }

    @Override
    public ReadStream<Buffer> pause() {
        stream.pause();
        return this;
    }

    @Override
    public ReadStream<Buffer> resume() {
        stream.resume();
        return this;
    }

    @Override
    public ReadStream<Buffer> fetch(long amount) {
        stream.fetch(amount);
        return this;
    }
}
