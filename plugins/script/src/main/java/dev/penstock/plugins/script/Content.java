package dev.penstock.plugins.script;

import dev.penstock.sdk.ContentCoding;
import dev.penstock.sdk.Pool;
import dev.penstock.sdk.Problem;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.graalvm.polyglot.Value;

/** Bodies as a script sees them. */
final class Content {
    private static final int SHORT = 8 << 10;

    private Content() {}

    /** A string or an ArrayBuffer as bytes; none for null. */
    static Buffer bytes(Value content) {
        if (content.isNull()) {
            return Buffer.buffer();
        }
        if (content.isString()) {
            return Buffer.buffer(content.asString());
        }
        byte[] bytes = new byte[(int) content.getBufferSize()];
        content.readBuffer(0, bytes, 0, bytes.length);
        return Buffer.buffer(bytes);
    }

    /**
     * The body that came as text, its coding undone: UTF-8, what is none becomes U+FFFD; a byte-order mark is dropped.
     *
     * @param pool where a long one is decoded
     * @return fails with a {@link Problem} when it cannot be read, or is too long
     */
    static Future<String> text(Subject subject, Pool pool) {
        Optional<String> coding = ContentCoding.of(subject.headers());
        if (coding.isEmpty()) {
            return subject.body().whole(subject.maxBody()).map(Content::text);
        }
        if (!ContentCoding.isReadable(coding.get())) {
            return Future.failedFuture(subject.unreadable(
                    Problem.Kind.UNSUPPORTED_TYPE, "expected a body in a coding that can be undone, gzip or br"));
        }
        return subject.body()
                .whole(subject.maxBody())
                .compose(bytes -> bytes.length() < SHORT
                        ? Future.succeededFuture(decoded(bytes, coding.get(), subject))
                        : pool.run(() -> decoded(bytes, coding.get(), subject)));
    }

    private static String decoded(Buffer bytes, String coding, Subject subject) {
        if (bytes.length() == 0) {
            return "";
        }
        try {
            return text(ContentCoding.decode(bytes, coding, subject.maxBody()));
        } catch (ContentCoding.Unreadable unreadable) {
            throw subject.unreadable(
                    unreadable.isTooLong() ? Problem.Kind.TOO_LARGE : Problem.Kind.MALFORMED, unreadable.getMessage());
        }
    }

    private static String text(Buffer body) {
        String text = utf8(body.getBytes());
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /**
     * Bytes as UTF-8, each broken sequence as U+FFFD as the Encoding standard counts them: a surrogate is three of them,
     * where the JDK makes it one.
     */
    static String utf8(byte[] bytes) {
        byte[] in = bytes;
        for (int i = 0; i + 2 < bytes.length; i++) {
            boolean surrogate = in[i] == (byte) 0xed && (in[i + 1] & 0xe0) == 0xa0 && (in[i + 2] & 0xc0) == 0x80;
            if (surrogate) {
                in = in == bytes ? bytes.clone() : in;
                Arrays.fill(in, i, i + 3, (byte) 0xff);
            }
        }
        return new String(in, StandardCharsets.UTF_8);
    }
}
