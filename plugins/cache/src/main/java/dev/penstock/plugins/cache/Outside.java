package dev.penstock.plugins.cache;

import dev.penstock.sdk.Direct;
import io.vertx.core.buffer.Buffer;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bytes outside of the Java heap, from where sockets take them as they are: bytes in the heap are copied for each answer.
 *
 * <p>They are freed by the garbage collector, once no store and no answer on its way has them. Until then they count
 * here, so that there are never more than the bound: what finds no room stays in the heap, which in the end makes the
 * collector run.
 */
final class Outside {
    private final long most;
    private final AtomicLong taken = new AtomicLong();
    private final ReferenceQueue<ByteBuffer> freed = new ReferenceQueue<>();
    private final Set<Taken> all = ConcurrentHashMap.newKeySet();
    private volatile boolean refused;

    /** Room of a buffer, until nobody can reach that. */
    private static final class Taken extends PhantomReference<ByteBuffer> {
        private final int bytes;

        Taken(ByteBuffer buffer, ReferenceQueue<ByteBuffer> freed) {
            super(buffer, freed);
            this.bytes = buffer.capacity();
        }
    }

    /** @param most in bytes */
    Outside(long most) {
        this.most = Math.min(most, Runtime.getRuntime().maxMemory() / 2);
    }

    /** A copy, outside where there is room. */
    Buffer copy(Buffer bytes) {
        giveBack();
        if (refused) {
            return bytes.copy();
        }
        if (taken.addAndGet(bytes.length()) > most) {
            taken.addAndGet(-bytes.length());
            return bytes.copy();
        }
        try {
            ByteBuffer room = ByteBuffer.allocateDirect(bytes.length());
            all.add(new Taken(room, freed));
            return Direct.copy(bytes, room);
        } catch (OutOfMemoryError less) {
            // The JVM was told of a lower bound for such memory (-XX:MaxDirectMemorySize).
            refused = true;
            taken.addAndGet(-bytes.length());
            return bytes.copy();
        }
    }

    /** In bytes. */
    long taken() {
        return taken.get();
    }

    private void giveBack() {
        for (Reference<?> gone = freed.poll(); gone != null; gone = freed.poll()) {
            Taken room = (Taken) gone;
            all.remove(room);
            taken.addAndGet(-room.bytes);
        }
    }
}
