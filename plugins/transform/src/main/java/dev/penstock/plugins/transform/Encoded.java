package dev.penstock.plugins.transform;

import dev.penstock.sdk.Transform;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/** One body as it is encoded. What the encoder holds comes out when the source is silent, so that no event waits. */
final class Encoded implements Transform {
    private final Sink sink = new Sink();
    private final OutputStream encoder;
    private boolean holds;

    Encoded(Coding coding) {
        try {
            encoder = coding.encoder(sink);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    @Override
    public void chunk(Buffer chunk, Consumer<Buffer> out) {
        step(() -> encoder.write(chunk.getBytes()), out);
        holds = true;
    }

    @Override
    public boolean holdsBack() {
        return holds;
    }

    @Override
    public void flush(Consumer<Buffer> out) {
        step(encoder::flush, out);
        holds = false;
    }

    @Override
    public void end(Consumer<Buffer> out) {
        step(encoder::close, out);
        holds = false;
    }

    /** Gives back what the encoder has outside the heap; after the end it has nothing. */
    @Override
    public void close() {
        try {
            encoder.close();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private void step(Work work, Consumer<Buffer> out) {
        try {
            work.run();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        out.accept(sink.taken());
    }

    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    /** Where the encoder writes. */
    private static final class Sink extends OutputStream {
        private Buffer bytes = Buffer.buffer();

        Buffer taken() {
            Buffer taken = bytes;
            bytes = Buffer.buffer();
            return taken;
        }

        @Override
        public void write(int value) {
            bytes.appendByte((byte) value);
        }

        @Override
        public void write(byte[] from, int offset, int length) {
            bytes.appendBytes(from, offset, length);
        }
    }
}
