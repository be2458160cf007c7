package dev.penstock.plugins.script;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Value;

/** One JavaScript context with one hook module in it; used by one thread at a time. */
final class Realm {
    private final Context context;
    private final Value onRequest;
    private final Value onResponse;
    private volatile boolean dead;

    /**
     * @param hooks what the prelude's {@code bind} returned
     */
    Realm(Context context, Value hooks) {
        this.context = context;
        this.onRequest = hooks.getMember("onRequest");
        this.onResponse = hooks.getMember("onResponse");
    }

    boolean hasOnRequest() {
        return !onRequest.isNull();
    }

    boolean hasOnResponse() {
        return !onResponse.isNull();
    }

    void start(boolean request, Exchange exchange) {
        (request ? onRequest : onResponse).executeVoid(exchange);
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
