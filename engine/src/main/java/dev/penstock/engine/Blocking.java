package dev.penstock.engine;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How the thread that starts or stops a gateway waits for its parts. Not for an event loop. */
final class Blocking {
    /** The longest that a part may take. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private Blocking() {}

    /**
     * Waits for a part.
     *
     * @throws StartException with these words and the reason, when it failed or took too long
     */
    static <T> T await(Future<T> future, String failure) {
        try {
            return future.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (Exception cause) {
            throw new StartException(failure + reason(cause), cause);
        }
    }

    /** Closes a part: the next ones are closed whatever becomes of it. */
    static void quietly(AutoCloseable closing) {
        try {
            closing.close();
        } catch (Exception failure) {
            System.getLogger(Gateway.class.getName()).log(System.Logger.Level.DEBUG, "while closing", failure);
        }
    }

    /** The native transport words a taken port as a number. */
    private static String reason(Exception cause) {
        return String.valueOf(cause.getMessage())
                .replaceFirst(
                        "(bind\\(\\.\\.\\) failed with error\\(-98\\)|Address already in use).*", "the port is taken");
    }
}
