package dev.penstock.sdk;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;

/**
 * The reading end of a stream that starts paused: counts what its reader asked for, and takes just that from its feed.
 * A failure is told at once, and what was not read before it is dropped.
 */
final class Outlet implements ReadStream<Buffer> {
    /** Where the chunks come from. */
    interface Feed {
        /** The next chunk; null when there is none (yet): then {@link Outlet#drain} is called when that changes. */
        Buffer next();

        /** Whether no chunk comes any more; asked only after {@link #next} had none. */
        boolean ended();

        /** What broke it off; null when nothing did. {@link Outlet#drain} is called when that changes. */
        Throwable failure();
    }

    private final Feed feed;
    private Handler<Buffer> handler = chunk -> {};
    private Handler<Void> endHandler = end -> {};
    private Handler<Throwable> exceptionHandler = cause -> {};
    private long demand;
    private boolean started;
    private boolean draining;
    private boolean again;
    private boolean finished;

    Outlet(Feed feed) {
        this.feed = feed;
    }

    @Override
    public ReadStream<Buffer> exceptionHandler(Handler<Throwable> handler) {
        exceptionHandler = handler == null ? cause -> {} : handler;
        return this;
    }

    @Override
    public ReadStream<Buffer> handler(Handler<Buffer> handler) {
        this.handler = handler == null ? chunk -> {} : handler;
        return this;
    }

    @Override
    public ReadStream<Buffer> endHandler(Handler<Void> handler) {
        endHandler = handler == null ? end -> {} : handler;
        return this;
    }

    @Override
    public ReadStream<Buffer> pause() {
        demand = 0;
        return this;
    }

    @Override
    public ReadStream<Buffer> resume() {
        return fetch(Long.MAX_VALUE);
    }

    @Override
    public ReadStream<Buffer> fetch(long amount) {
        started = true;
        demand = demand + amount < 0 ? Long.MAX_VALUE : demand + amount;
        drain();
        return this;
    }

    /** Passes on what is there and was asked for. */
    void drain() {
        if (draining) {
            again = true;
            return;
        }
        draining = true;
        try {
            do {
                again = false;
                pass();
            } while (again);
        } finally {
            draining = false;
        }
    }

    /** Nothing is told any more. */
    void stop() {
        finished = true;
    }

    private void pass() {
        while (started && !finished) {
            Throwable failure = feed.failure();
            if (failure != null) {
                finished = true;
                exceptionHandler.handle(failure);
            } else if (demand == 0 || !passOne()) {
                return;
            }
        }
    }

    /** False when there is nothing to pass on yet. A failure may have come since it was looked for. */
    private boolean passOne() {
        Buffer chunk = feed.next();
        if (chunk != null) {
            demand--;
            handler.handle(chunk);
        } else if (feed.ended()) {
            finished = true;
            endHandler.handle(null);
        } else {
            return feed.failure() != null;
        }
        return true;
    }
}
