package dev.penstock.plugins.script;

import dev.penstock.sdk.Problem;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.graalvm.polyglot.Value;

/** Bodies as a script sees them. */
final class Content {
    private Content() {}

    /** A string or an ArrayBuffer as bytes; null for null. */
    static Buffer bytes(Value content) {
        if (content.isNull()) {
            return null;
        }
        if (content.isString()) {
            return Buffer.buffer(content.asString());
        }
        byte[] bytes = new byte[(int) content.getBufferSize()];
        content.readBuffer(0, bytes, 0, bytes.length);
        return Buffer.buffer(bytes);
    }

    /**
     * A body as text: UTF-8, what is none becomes U+FFFD; a byte-order mark is dropped.
     *
     * @param coding its {@code Content-Encoding}, or null
     * @param subject whose body it is
     * @throws Problem when it is coded otherwise, or too long
     */
    static String text(Buffer body, String coding, Subject subject) {
        byte[] bytes = decoded(body.getBytes(), coding == null ? "" : coding.strip(), subject);
        boolean marked =
                bytes.length > 2 && bytes[0] == (byte) 0xef && bytes[1] == (byte) 0xbb && bytes[2] == (byte) 0xbf;
        int start = marked ? 3 : 0;
        return new String(bytes, start, bytes.length - start, StandardCharsets.UTF_8);
    }

    private static byte[] decoded(byte[] bytes, String coding, Subject subject) {
        return switch (coding.toLowerCase(Locale.ROOT)) {
            case "", "identity" -> bytes;
            case "gzip", "x-gzip" -> bytes.length == 0 ? bytes : unzipped(bytes, subject);
            default ->
                throw subject.unreadable(
                        Problem.Kind.UNSUPPORTED_TYPE, "expected a body that is not encoded, or by gzip");
        };
    }

    private static byte[] unzipped(byte[] bytes, Subject subject) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length * 4);
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            byte[] chunk = new byte[8192];
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                out.write(chunk, 0, n);
                if (out.size() > subject.maxBody()) {
                    throw subject.unreadable(
                            Problem.Kind.TOO_LARGE,
                            "expected a body of at most " + subject.maxBody() + " bytes once decoded");
                }
            }
        } catch (IOException broken) {
            throw subject.unreadable(Problem.Kind.MALFORMED, "expected a body encoded by gzip, found a broken one");
        }
        return out.toByteArray();
    }
}
