package dev.penstock.engine.camel;

import dev.penstock.sdk.Fields;
import dev.penstock.sdk.Json;
import dev.penstock.sdk.Problem;
import dev.penstock.sdk.Reply;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Message;

/**
 * What a component answered: the bytes of its message's body, and their type. Nothing else of a message is the client's.
 */
record ComponentAnswer(Buffer body, Optional<String> contentType) {
    static final ComponentAnswer NONE = new ComponentAnswer(Buffer.buffer(), Optional.empty());

    /** The most of it that is read, in bytes. */
    private static final int MAX = 4 << 20;

    private static final int PIECE = 16 << 10;

    private static final Pattern CHARSET = Pattern.compile("(?i);\\s*charset\\s*=\\s*\"?([A-Za-z0-9._:-]+)");

    /**
     * Reads it, on the thread of the component, whose connection may still be behind it. Text is written as its type says,
     * else as UTF-8; lists, maps, numbers and booleans as JSON.
     *
     * @throws Problem 502 when it is too long, or nothing that has bytes
     */
    static ComponentAnswer of(Message message) throws IOException {
        Object type = message.getHeader("Content-Type");
        Optional<String> contentType = Optional.of(String.valueOf(type))
                .filter(text -> type instanceof String && !text.isBlank() && Fields.isValue(text));
        Object body = message.getBody();
        if (body == null) {
            return new ComponentAnswer(Buffer.buffer(), contentType);
        }
        if (body instanceof CharSequence text) {
            return new ComponentAnswer(
                    bounded(text.toString().getBytes(charset(contentType))),
                    contentType.or(() -> Optional.of("text/plain; charset=utf-8")));
        }
        if (body instanceof Map || body instanceof Collection || body instanceof Number || body instanceof Boolean) {
            return new ComponentAnswer(
                    bounded(Json.write(body).getBytes()), contentType.or(() -> Optional.of("application/json")));
        }
        if (body instanceof byte[] bytes) {
            return new ComponentAnswer(bounded(bytes), contentType);
        }
        try (InputStream stream = message.getBody(InputStream.class)) {
            if (stream == null) {
                throw Problem.of(
                        Problem.Kind.UPSTREAM_FAILED,
                        "the component's answer has no bytes",
                        new IllegalStateException("a body of " + body.getClass().getName()));
            }
            return new ComponentAnswer(bounded(read(stream)), contentType);
        }
    }

    Reply reply() {
        Reply reply = Reply.of(200, "", body);
        contentType.ifPresentOrElse(
                type -> reply.headers().set("Content-Type", type),
                () -> reply.headers().remove("Content-Type"));
        return reply;
    }

    /** Piece by piece: one that drips is not read on when nobody waits for it any more. */
    private static byte[] read(InputStream stream) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] piece = new byte[PIECE];
        for (int length = stream.read(piece); length >= 0 && bytes.size() <= MAX; length = stream.read(piece)) {
            bytes.write(piece, 0, length);
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("nobody waits for the answer any more");
            }
        }
        return bytes.toByteArray();
    }

    private static Buffer bounded(byte[] bytes) {
        if (bytes.length > MAX) {
            throw Problem.of(Problem.Kind.UPSTREAM_FAILED, "the component's answer is longer than this route takes")
                    .proxyError("http_response_body_size");
        }
        return Buffer.buffer(bytes);
    }

    private static Charset charset(Optional<String> contentType) {
        Matcher matcher = CHARSET.matcher(contentType.orElse(""));
        try {
            return matcher.find() ? Charset.forName(matcher.group(1)) : StandardCharsets.UTF_8;
        } catch (IllegalArgumentException unknown) {
            return StandardCharsets.UTF_8;
        }
    }
}
