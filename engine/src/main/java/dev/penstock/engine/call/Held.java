package dev.penstock.engine.call;

import dev.penstock.sdk.Body;
import java.util.concurrent.atomic.AtomicLong;

/** How many bytes of bodies are held in memory, over all requests. */
public final class Held {
    private final long limit;
    private final AtomicLong bytes = new AtomicLong();

    /** @param limit in bytes */
    public Held(long limit) {
        this.limit = limit;
    }

    /** The bytes that are held now. */
    public long bytes() {
        return bytes.get();
    }

    /** What a call that begins holds: nothing yet. */
    public Share share() {
        return new Share();
    }

    /** What one call holds, until it ends. On its loop. */
    public final class Share implements Body.Holding {
        private long own;
        private boolean over;

        private Share() {}

        @Override
        public boolean take(long more) {
            if (over) {
                // What comes after the end is nobody's to let go of.
                return false;
            }
            if (bytes.addAndGet(more) > limit) {
                bytes.addAndGet(-more);
                return false;
            }
            own += more;
            return true;
        }

        @Override
        public void give(long back) {
            if (!over) {
                bytes.addAndGet(-back);
                own -= back;
            }
        }

        /** Lets go of all that it holds, for good. */
        void release() {
            over = true;
            bytes.addAndGet(-own);
            own = 0;
        }

        /** That of a call which goes on without this one's client. */
        Share another() {
            return new Share();
        }
    }
}
