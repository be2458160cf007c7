package dev.penstock.engine.upstream;

import dev.penstock.engine.call.Silence;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.streams.ReadStream;
import java.util.Optional;
import java.util.function.Function;

/** The body of an upstream's answer, paused, that knows whether it was read to its end, and breaks when it falls silent. */
final class ResponseStream implements ReadStream<Buffer> {
    private final HttpClientRequest wire;
    private final HttpClientResponse response;
    private final End end;
    private final Optional<Silence> silence;
    private Handler<Throwable> failed;
    private Handler<Void> reader;
    private Throwable failure;
    private boolean over;

    /** Hears of its end. */
    interface End {
        /** Nothing comes any more. */
        void over();

        /** The upstream broke off, or fell silent. */
        void broke();
    }

    /**
     * A body that nobody has read yet.
     *
     * @param watch makes the watch that calls back after too long a silence; empty: none
     * @param end told once, before its reader is
     */
    ResponseStream(
            HttpClientRequest wire, HttpClientResponse response, Optional<Function<Runnable, Silence>> watch, End end) {
        this.wire = wire;
        this.response = response;
        this.end = end;
        this.silence = watch.map(maker -> maker.apply(this::silent));
        response.exceptionHandler(cause -> {
            if (!over) {
                broken(cause);
                end.broke();
            }
        });
        response.endHandler(ended -> {
            finish();
            if (reader != null) {
                reader.handle(null);
            }
        });
    }

    /** Resets the connection unless the answer was read to its end. */
    void giveUp() {
        stop(Faults.givenUp());
    }

    private void silent() {
        stop(Faults.silent());
        end.broke();
    }

    private void stop(Throwable why) {
        if (!over) {
            wire.reset();
            broken(why);
        }
    }

    private void broken(Throwable cause) {
        if (over) {
            return;
        }
        failure = cause;
        finish();
        if (failed != null) {
            failed.handle(cause);
        }
    }

    private void finish() {
        boolean first = !over;
        over = true;
        silence.ifPresent(Silence::stop);
        if (first) {
            end.over();
        }
    }

    @Override
    public ReadStream<Buffer> exceptionHandler(Handler<Throwable> handler) {
        failed = handler;
        if (failure != null && handler != null) {
            handler.handle(failure);
        }
        return this;
    }

    @Override
    public ReadStream<Buffer> handler(Handler<Buffer> handler) {
        response.handler(
                handler == null || silence.isEmpty()
                        ? handler
                        : chunk -> {
                            silence.get().heard();
                            handler.handle(chunk);
                        });
        return this;
    }

    @Override
    public ReadStream<Buffer> endHandler(Handler<Void> handler) {
        reader = handler;
        return this;
    }

    @Override
    public ReadStream<Buffer> pause() {
        silence.ifPresent(Silence::pause);
        response.pause();
        return this;
    }

    @Override
    public ReadStream<Buffer> resume() {
        expect();
        response.resume();
        return this;
    }

    @Override
    public ReadStream<Buffer> fetch(long amount) {
        expect();
        response.fetch(amount);
        return this;
    }

    private void expect() {
        if (!over) {
            silence.ifPresent(Silence::heard);
        }
    }
}
