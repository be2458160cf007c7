package dev.penstock.engine.call;

import dev.penstock.sdk.Body;
import dev.penstock.sdk.Ending;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.function.Consumer;

/** A body that tells how its reading ended, once. */
final class WatchedBody implements Body {
    private final Body source;
    private Consumer<Ending> ending;

    WatchedBody(Body source, Consumer<Ending> ending) {
        this.source = source;
        this.ending = ending;
    }

    private void end(Ending how) {
        Consumer<Ending> told = ending;
        ending = null;
        if (told != null) {
            told.accept(how);
        }
    }

    @Override
    public long length() {
        return source.length();
    }

    @Override
    public boolean isWhole() {
        return source.isWhole();
    }

    @Override
    public Future<Buffer> whole(long max) {
        return source.whole(max).onComplete(done -> end(done.succeeded() ? Ending.COMPLETE : Ending.BROKEN));
    }

    @Override
    public ReadStream<Buffer> stream() {
        return new Watched(source.stream());
    }

    @Override
    public void discard() {
        source.discard();
        end(Ending.ABANDONED);
    }

    /** Passes everything on and looks at the end. */
    private final class Watched implements ReadStream<Buffer> {
        private final ReadStream<Buffer> stream;

        Watched(ReadStream<Buffer> stream) {
            this.stream = stream;
        }

        @Override
        public ReadStream<Buffer> exceptionHandler(Handler<Throwable> handler) {
            stream.exceptionHandler(failure -> {
                if (handler != null) {
                    handler.handle(failure);
                }
                end(Ending.BROKEN);
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
                end(Ending.COMPLETE);
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
}
