package dev.penstock.sdk;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.time.Duration;

/** Fetches small documents by {@code http} and {@code https}. */
@FunctionalInterface
public interface Fetcher {
    /**
     * GET, without following redirects.
     *
     * @param max the longest document, in bytes
     * @return the body of a 200; anything else is a failure
     */
    Future<Buffer> get(URI uri, Duration timeout, long max);
}
