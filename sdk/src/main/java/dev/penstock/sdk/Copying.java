package dev.penstock.sdk;

import io.vertx.core.buffer.Buffer;
import java.util.function.Consumer;

/** Passes everything on and keeps it, up to a bound. */
final class Copying implements Transform {
    private final long max;
    private final Consumer<Copy> told;
    private final Body.Holding holding;
    private Buffer kept = Buffer.buffer();

    Copying(long max, Consumer<Copy> told, Body.Holding holding) {
        this.holding = holding;
        this.max = max;
        this.told = told;
    }

    @Override
    public long length(long before) {
        return before;
    }

    @Override
    public void chunk(Buffer chunk, Consumer<Buffer> out) {
        if (kept != null) {
            if (kept.length() + (long) chunk.length() > max || !holding.take(chunk.length())) {
                holding.give(kept.length());
                tell(Copy.none(Copy.Outcome.TOO_LARGE));
            } else {
                kept.appendBuffer(chunk);
            }
        }
        out.accept(chunk);
    }

    @Override
    public void end(Consumer<Buffer> out) {
        tell(new Copy(Copy.Outcome.WHOLE, kept));
    }

    @Override
    public void close() {
        tell(Copy.none(Copy.Outcome.BROKEN));
    }

    private void tell(Copy copy) {
        if (kept != null) {
            kept = null;
            told.accept(copy);
        }
    }
}
