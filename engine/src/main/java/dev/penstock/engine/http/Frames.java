package dev.penstock.engine.http;

import io.vertx.core.buffer.Buffer;

/**
 * Follows the frames of a WebSocket (RFC 6455 section 5.2) in bytes that pass, to know where another could be put between
 * two. It looks at lengths alone.
 */
final class Frames {
    private static final int MASKED = 0x80;

    private int seen;
    private int extended;
    private boolean masked;
    private long length;
    private long payload;

    /**
     * These bytes pass.
     *
     * @return how many of them there are up to the last end of a frame; 0: none ends among them
     */
    int pass(Buffer bytes) {
        int ended = 0;
        for (int at = 0; at < bytes.length(); ) {
            if (payload > 0) {
                int step = (int) Math.min(payload, bytes.length() - at);
                payload -= step;
                at += step;
            } else {
                head(bytes.getUnsignedByte(at++));
            }
            if (isBetween()) {
                ended = at;
            }
        }
        return ended;
    }

    /** Whether the last frame has ended and no other has begun. */
    boolean isBetween() {
        return seen == 0 && payload == 0;
    }

    private void head(int next) {
        seen++;
        if (seen == 2) {
            masked = next >= MASKED;
            length = next % MASKED;
            extended = length == 126 ? 2 : length == 127 ? 8 : 0;
        } else if (seen > 2 && seen <= 2 + extended) {
            length = seen == 3 ? next : (length << 8) + next;
        }
        if (seen >= 2 && seen == 2 + extended + (masked ? 4 : 0)) {
            payload = length;
            seen = 0;
        }
    }
}
