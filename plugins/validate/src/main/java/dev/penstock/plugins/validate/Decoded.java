package dev.penstock.plugins.validate;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.decoder.BrotliInputStream;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** Content codings (RFC 9110 section 8.4), undone for reading; the body itself goes on as it is. */
final class Decoded {
    private static final int CHUNK = 8 << 10;

    /** A body that cannot be read as its headers say. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(String detail) {
            super(detail, null, false, false);
        }
    }

    private Decoded() {}

    /** The one coding of a body, in lower case; empty when it has none. */
    static Optional<String> coding(MultiMap headers) {
        String coding = String.join(",", headers.getAll(HttpHeaders.CONTENT_ENCODING))
                .strip()
                .toLowerCase(Locale.ROOT);
        return coding.isEmpty() || coding.equals("identity") ? Optional.empty() : Optional.of(coding);
    }

    /** Whether this coding can be undone here. */
    static boolean knows(String coding) {
        return coding.equals("gzip")
                || coding.equals("x-gzip")
                || (coding.equals("br") && Brotli4jLoader.isAvailable());
    }

    /**
     * The bytes as they were.
     *
     * @param max how many of them
     */
    static byte[] undo(byte[] bytes, String coding, long max) throws Unreadable {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length * 2);
        ByteArrayInputStream coded = new ByteArrayInputStream(bytes);
        try (InputStream in = coding.equals("br") ? new BrotliInputStream(coded) : new GZIPInputStream(coded)) {
            byte[] chunk = new byte[CHUNK];
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                out.write(chunk, 0, n);
                if (out.size() > max) {
                    throw new Unreadable("expected a body of at most " + max + " bytes once decoded, found more");
                }
            }
        } catch (IOException broken) {
            throw new Unreadable("expected a body in the coding " + coding + ", found a broken one");
        }
        return out.toByteArray();
    }

    /** Asks the upstream for no coding that cannot be read here. */
    static void narrow(MultiMap headers) {
        List<String> asked = headers.getAll(HttpHeaders.ACCEPT_ENCODING);
        if (asked.isEmpty()) {
            return;
        }
        List<String> readable = new ArrayList<>();
        for (String coding : String.join(",", asked).split(",", -1)) {
            String name = coding.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
            if (knows(name) || name.equals("identity")) {
                readable.add(coding.strip());
            }
        }
        headers.set(HttpHeaders.ACCEPT_ENCODING, readable.isEmpty() ? "identity" : String.join(", ", readable));
    }
}
