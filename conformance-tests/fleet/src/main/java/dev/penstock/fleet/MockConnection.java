package dev.penstock.fleet;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/** One client of a mock backend: reads requests whole, answers them one after the other. Lives on one event loop. */
@SuppressWarnings(
        "FutureReturnValueIgnored") // a write fails when the client left, which the end of the connection tells
final class MockConnection extends SimpleChannelInboundHandler<HttpObject> {
    /** A request, whether the connection ends with its answer, and who to tell when the client leaves before. */
    private record Owed(MockRequest request, boolean last, Promise<Void> gone) {}

    private final MockServer server;
    private final Deque<Owed> owed = new ArrayDeque<>();
    private HttpRequest head;
    private Buffer body = Buffer.buffer();

    MockConnection(MockServer server) {
        this.server = server;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
        if (part.decoderResult().isFailure()) {
            context.close();
            return;
        }
        if (part instanceof HttpRequest request) {
            head = request;
            body = Buffer.buffer();
        }
        if (part instanceof HttpContent content) {
            byte[] bytes = new byte[content.content().readableBytes()];
            content.content().readBytes(bytes);
            body.appendBytes(bytes);
        }
        if (part instanceof LastHttpContent) {
            owed.add(received());
            head = null;
            if (owed.size() == 1) {
                answer(context);
            }
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (head != null) {
            Owed broken = received();
            server.journal().brokenOff(broken.request);
            broken.gone.complete();
        }
        for (Owed unanswered : owed) {
            server.journal().left(unanswered.request);
            unanswered.gone.complete();
        }
        owed.clear();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }

    private Owed received() {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        head.headers().forEach(field -> headers.add(field.getKey(), field.getValue()));
        Promise<Void> gone = Promise.promise();
        MockRequest request = new MockRequest(head.method().name(), head.uri(), headers, body, gone.future());
        return new Owed(request, server.isClosing() || !HttpUtil.isKeepAlive(head), gone);
    }

    private void answer(ChannelHandlerContext context) {
        MockRequest request = owed.element().request;
        server.answer(request).onSuccess(answer -> {
            long pause = answer.pause().toMillis();
            Runnable send = () -> send(context, answer);
            // Also without a pause: the answer may have been made by another thread.
            context.executor().schedule(send, pause, TimeUnit.MILLISECONDS);
        });
    }

    private void send(ChannelHandlerContext context, MockAnswer answer) {
        if (owed.isEmpty()) {
            return; // the client left meanwhile
        }
        AnswerWriter writer = new AnswerWriter(context, server.date(), server.isClosing());
        if (answer.fault().isPresent()) {
            if (answer.fault().get() != MockFault.HANG) {
                owed.clear();
                writer.fail(answer);
            }
        } else {
            writer.write(answer, () -> ended(context));
        }
    }

    private void ended(ChannelHandlerContext context) {
        if (owed.remove().last) {
            owed.clear();
            context.close();
        } else if (!owed.isEmpty()) {
            answer(context);
        }
    }
}
