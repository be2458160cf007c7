package dev.penstock.plugins.transform;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.BrotliOutputStream;
import com.aayushatharva.brotli4j.encoder.Encoder;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/** A content coding (RFC 9110 section 8.4.1), with what it costs an event loop kept small. */
enum Coding {
    /** Brotli (RFC 7932), where the machine has its native library. */
    BR("br") {
        @Override
        boolean isAvailable() {
            return Brotli4jLoader.isAvailable();
        }

        @Override
        OutputStream encoder(OutputStream out) throws IOException {
            return new BrotliOutputStream(out, new Encoder.Parameters().setQuality(BROTLI_QUALITY));
        }
    },
    /** RFC 1952. */
    GZIP("gzip") {
        @Override
        boolean isAvailable() {
            return true;
        }

        @Override
        OutputStream encoder(OutputStream out) throws IOException {
            return new GZIPOutputStream(out, BUFFER, true);
        }
    };

    private static final int BROTLI_QUALITY = 4;
    private static final int BUFFER = 8 << 10;

    private final String token;

    Coding(String token) {
        this.token = token;
    }

    /** As {@code Content-Encoding} names it. */
    String token() {
        return token;
    }

    /** Whether this machine can do it. */
    abstract boolean isAvailable();

    /** What is written comes out encoded; a flush brings all of it out. */
    abstract OutputStream encoder(OutputStream out) throws IOException;
}
