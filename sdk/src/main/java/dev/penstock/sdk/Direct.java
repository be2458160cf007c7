package dev.penstock.sdk;

import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.nio.ByteBuffer;

/** Bytes outside of the Java heap: for what is written to many sockets, which copy what is in the heap each time. */
public final class Direct {
    private Direct() {}

    /**
     * A copy in room of the caller's, which must be {@linkplain ByteBuffer#allocateDirect outside of the heap} and of use for
     * nothing else from now on. The garbage collector frees it with the last buffer that was made of it.
     *
     * @param room at least as long as the bytes
     */
    public static Buffer copy(Buffer bytes, ByteBuffer room) {
        room.put(bytes.getBytes()).flip();
        return BufferInternal.buffer(Unpooled.wrappedBuffer(room));
    }
}
