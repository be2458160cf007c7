package dev.penstock.sdk;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.compression.Brotli;
import io.netty.handler.codec.compression.BrotliDecoder;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * Content codings (RFC 9110 section 8.4) that can be undone for reading: gzip, and br where the platform has it. The body
 * itself goes on as it is.
 */
public final class ContentCoding {
    private static final int CHUNK = 8 << 10;

    private ContentCoding() {}

    /** Bytes that cannot be read as they are said to be coded. */
    public static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;
        private final boolean tooLong;

        Unreadable(String message, boolean tooLong) {
            super(message, null, false, false);
            this.tooLong = tooLong;
        }

        /** Whether there are more of them than there may be; otherwise they are broken. */
        public boolean isTooLong() {
            return tooLong;
        }
    }

    /** The coding of a body, in lower case; empty when it has none. Several are one that cannot be undone. */
    public static Optional<String> of(MultiMap headers) {
        if (!headers.contains(HttpHeaders.CONTENT_ENCODING)) {
            return Optional.empty();
        }
        String coding = String.join(",", headers.getAll(HttpHeaders.CONTENT_ENCODING))
                .strip()
                .toLowerCase(Locale.ROOT);
        return coding.isEmpty() || coding.equals("identity") ? Optional.empty() : Optional.of(coding);
    }

    /** Whether this coding can be undone here. */
    public static boolean isReadable(String coding) {
        return coding.equals("gzip") || coding.equals("x-gzip") || (coding.equals("br") && Brotli.isAvailable());
    }

    /**
     * The bytes as they were. Takes time for long ones: beside the event loop then.
     *
     * @param coding a {@linkplain #isReadable readable} one
     * @param max how many bytes they may be
     */
    public static Buffer decode(Buffer coded, String coding, long max) throws Unreadable {
        Buffer plain = Buffer.buffer();
        try {
            if (coding.equals("br")) {
                unbrotli(coded, plain, max);
            } else if (coded.length() > 0) {
                unzip(coded, plain, max);
            }
        } catch (IOException | DecoderException broken) {
            throw new Unreadable("expected a body in the coding " + coding + ", found a broken one", false);
        }
        return plain;
    }

    /** Asks for no coding that cannot be read here: what is left of {@code Accept-Encoding} is gzip, br, identity. */
    public static void narrow(MultiMap request) {
        List<String> asked = request.getAll(HttpHeaders.ACCEPT_ENCODING);
        if (asked.isEmpty()) {
            return;
        }
        List<String> readable = new ArrayList<>();
        for (String coding : String.join(",", asked).split(",", -1)) {
            String name = coding.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
            if (isReadable(name) || name.equals("identity")) {
                readable.add(coding.strip());
            }
        }
        request.set(HttpHeaders.ACCEPT_ENCODING, readable.isEmpty() ? "identity" : String.join(", ", readable));
    }

    private static void unzip(Buffer coded, Buffer plain, long max) throws IOException, Unreadable {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(coded.getBytes()))) {
            byte[] chunk = new byte[CHUNK];
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                plain.appendBytes(chunk, 0, n);
                bound(plain, max);
            }
        }
    }

    private static void unbrotli(Buffer coded, Buffer plain, long max) throws Unreadable {
        EmbeddedChannel decoder = new EmbeddedChannel(new BrotliDecoder(CHUNK));
        try {
            for (int at = 0; at < coded.length(); at += CHUNK) {
                byte[] piece = coded.getBytes(at, Math.min(coded.length(), at + CHUNK));
                decoder.writeInbound(Unpooled.wrappedBuffer(piece));
                drain(decoder, plain, max);
            }
        } finally {
            decoder.finishAndReleaseAll();
        }
    }

    private static void drain(EmbeddedChannel decoder, Buffer plain, long max) throws Unreadable {
        for (ByteBuf out = decoder.readInbound(); out != null; out = decoder.readInbound()) {
            byte[] bytes = new byte[out.readableBytes()];
            out.readBytes(bytes).release();
            plain.appendBytes(bytes);
            bound(plain, max);
        }
    }

    private static void bound(Buffer plain, long max) throws Unreadable {
        if (plain.length() > max) {
            throw new Unreadable("expected a body of at most " + max + " bytes once decoded, found more", true);
        }
    }
}
