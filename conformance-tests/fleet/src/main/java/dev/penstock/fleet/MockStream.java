package dev.penstock.fleet;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * The body of one answer, fed by the test from any thread: what is written before the request comes waits for it. Use
 * one for each request.
 */
@SuppressWarnings(
        "FutureReturnValueIgnored") // a write fails when the client left, which the end of the connection tells
public final class MockStream implements MockAnswer.Content {
    private final Deque<Consumer<Channel>> early = new ArrayDeque<>();
    private Channel channel;
    private Runnable ended = () -> {};

    /** Sends text. */
    public Future<Void> write(String text) {
        return write(Buffer.buffer(text));
    }

    /**
     * Sends bytes.
     *
     * @return completes when they are with the operating system, so not while the client is too slow to take them;
     *     fails when it left
     */
    public Future<Void> write(Buffer bytes) {
        Promise<Void> written = Promise.promise();
        act(to -> report(to.writeAndFlush(new DefaultHttpContent(Unpooled.wrappedBuffer(bytes.getBytes()))), written));
        return written.future();
    }

    /** Ends the body as it should. */
    public Future<Void> end() {
        Promise<Void> written = Promise.promise();
        act(to -> {
            report(to.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT), written);
            ended.run();
        });
        return written.future();
    }

    /** Closes the connection within the body. */
    public void breakOff() {
        act(Channel::close);
    }

    /** Resets the connection within the body. */
    public void reset() {
        act(to -> {
            to.config().setOption(ChannelOption.SO_LINGER, 0);
            to.close();
        });
    }

    /** Called on the connection's loop once the head is written. */
    synchronized void attach(Channel to, Runnable whenEnded) {
        if (channel != null) {
            throw new IllegalStateException("a MockStream answers one request only");
        }
        channel = to;
        ended = whenEnded;
        early.forEach(action -> action.accept(to));
        early.clear();
    }

    private synchronized void act(Consumer<Channel> action) {
        if (channel == null) {
            early.add(action);
        } else {
            Channel to = channel;
            to.eventLoop().execute(() -> action.accept(to));
        }
    }

    private static void report(ChannelFuture write, Promise<Void> promise) {
        write.addListener(done -> {
            if (done.isSuccess()) {
                promise.complete();
            } else {
                promise.fail(done.cause());
            }
        });
    }
}
