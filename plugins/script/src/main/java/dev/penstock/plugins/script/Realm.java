package dev.penstock.plugins.script;

import dev.penstock.sdk.Direction;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;

/**
 * One JavaScript context with one hook module in it; used by one thread at a time.
 *
 * <p>What the module keeps at its top level is bounded by what it can have allocated: a realm that has allocated
 * {@link #MOST_ALLOCATED} is worn, and is replaced by a fresh one.
 */
final class Realm {
    static final long MOST_ALLOCATED = 64L << 20;

    private final Context context;
    private final Value onRequest;
    private final Value onResponse;
    private final boolean hasOnRequest;
    private final boolean hasOnResponse;
    private final AtomicLong allocated = new AtomicLong();
    private volatile boolean dead;

    /**
     * @param hooks what the prelude's {@code bind} returned
     */
    Realm(Context context, Value hooks) {
        this.context = context;
        this.onRequest = hooks.getMember("onRequest");
        this.onResponse = hooks.getMember("onResponse");
        this.hasOnRequest = !onRequest.isNull();
        this.hasOnResponse = !onResponse.isNull();
    }

    boolean hasOnRequest() {
        return hasOnRequest;
    }

    boolean hasOnResponse() {
        return hasOnResponse;
    }

    /**
     * Calls a hook; it tells the port what it does, and how it ends.
     *
     * @param port an {@link Exchange}
     * @return true when it returned and waits for nothing: then it does not tell
     */
    boolean start(Direction direction, ProxyExecutable port) {
        return (direction == Direction.REQUEST ? onRequest : onResponse)
                .execute(port)
                .asBoolean();
    }

    /** The names of its globals. */
    Set<String> globals() {
        return Set.of(context.eval("js", "Object.getOwnPropertyNames(globalThis).join()")
                .asString()
                .split(",", -1));
    }

    /** Counts bytes that a script in it has allocated. */
    void allocated(long bytes) {
        allocated.addAndGet(bytes);
    }

    /** Whether it has allocated so much that a fresh one is to take its place. */
    boolean isWorn() {
        return allocated.get() > MOST_ALLOCATED;
    }

    /** Whether it has allocated so much that it may not be used until a fresh one is there. */
    boolean isWornOut() {
        return allocated.get() > 2 * MOST_ALLOCATED;
    }

    /** Whether it was cancelled: everything in it is gone. */
    boolean isDead() {
        return dead;
    }

    /**
     * Stops what runs in it, for good. Closing waits until the script has left, and one long built-in may take its
     * time, so it has a thread of its own: the watchdog must go on looking at the others.
     */
    void cancel() {
        dead = true;
        Thread closing = new Thread(this::close, "penstock-script-cancel");
        closing.setDaemon(true);
        closing.start();
    }

    /** Ends it; blocks while a script runs in it. */
    void close() {
        dead = true;
        context.close(true);
    }
}
