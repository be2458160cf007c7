package dev.penstock.fleet;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Puts one answer on the wire, or what is there instead of it. Used on the connection's event loop. */
@SuppressWarnings(
        "FutureReturnValueIgnored") // a write fails when the client left, which the end of the connection tells
final class AnswerWriter {
    private static final String GARBAGE = "\u0007 this is no HTTP \u0000\u0001\u0002\r\n\r\n";

    private final ChannelHandlerContext context;
    private final Optional<String> date;
    private final boolean closing;

    /**
     * Writes on one connection.
     *
     * @param closing whether the connection ends with this answer
     */
    AnswerWriter(ChannelHandlerContext context, Optional<String> date, boolean closing) {
        this.context = context;
        this.date = date;
        this.closing = closing;
    }

    /** Writes the answer; {@code ended} runs when its last byte is handed over. */
    void write(MockAnswer answer, Runnable ended) {
        HttpResponse head = head(answer);
        if (answer.content() instanceof MockStream stream) {
            if (!HttpUtil.isContentLengthSet(head)) {
                HttpUtil.setTransferEncodingChunked(head, true);
            }
            context.writeAndFlush(head);
            stream.attach(context.channel(), ended);
        } else {
            Buffer bytes = bytes(answer);
            announce(head, bytes.length());
            context.write(head);
            context.write(new DefaultHttpContent(wrapped(bytes)));
            context.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
            ended.run();
        }
    }

    /** Does what the answer's fault says, which ends the connection. */
    void fail(MockAnswer answer) {
        switch (answer.fault().orElseThrow()) {
            case RESET -> {
                // Closing with a linger of zero sends RST in the place of FIN.
                context.channel().config().setOption(ChannelOption.SO_LINGER, 0);
                context.close();
            }
            case EMPTY -> context.close();
            case TRUNCATE -> {
                HttpResponse head = head(answer);
                Buffer bytes = bytes(answer);
                announce(head, Math.max(2, bytes.length()));
                context.write(head);
                context.writeAndFlush(new DefaultHttpContent(wrapped(bytes.slice(0, bytes.length() / 2))))
                        .addListener(ChannelFutureListener.CLOSE);
            }
            case GARBAGE -> {
                // Written below the codec, which would not let it pass.
                ByteBuf bytes = Unpooled.copiedBuffer(GARBAGE, StandardCharsets.ISO_8859_1);
                context.pipeline()
                        .context(HttpServerCodec.class)
                        .writeAndFlush(bytes)
                        .addListener(ChannelFutureListener.CLOSE);
            }
            case HANG -> throw new IllegalArgumentException("hanging is doing nothing");
        }
    }

    private HttpResponse head(MockAnswer answer) {
        HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(answer.status()));
        answer.headers().forEach((name, values) -> head.headers().add(name, values));
        if (!head.headers().contains(HttpHeaderNames.DATE)) {
            date.ifPresent(now -> head.headers().set(HttpHeaderNames.DATE, now));
        }
        if (closing) {
            head.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
        return head;
    }

    private static void announce(HttpResponse head, int length) {
        boolean bodiless = head.status().code() == 204 || head.status().code() == 304;
        if (!bodiless && !HttpUtil.isContentLengthSet(head) && !HttpUtil.isTransferEncodingChunked(head)) {
            HttpUtil.setContentLength(head, length);
        }
    }

    private static Buffer bytes(MockAnswer answer) {
        return answer.content() instanceof MockAnswer.Bytes whole ? whole.bytes() : Buffer.buffer();
    }

    private static ByteBuf wrapped(Buffer bytes) {
        return Unpooled.wrappedBuffer(bytes.getBytes());
    }
}
