package dev.penstock.plugins.script;

import dev.penstock.sdk.Direction;
import java.util.Set;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;

/** One JavaScript context with one hook module in it; used by one thread at a time. */
final class Realm {
    private final Context context;
    private final Value onRequest;
    private final Value onResponse;
    private final boolean hasOnRequest;
    private final boolean hasOnResponse;
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
