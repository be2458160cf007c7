package dev.penstock.sdk;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** Asks other servers for small documents by {@code http} and {@code https}, apart from the upstreams. */
@FunctionalInterface
public interface Fetcher {
    /**
     * One request.
     *
     * @param headers names and values; {@code content-length} and {@code host} are written without being stated
     * @param body empty: none
     * @param timeout until the last byte of the answer
     * @param max the longest answer that is read, in bytes
     */
    record Request(String method, URI uri, Map<String, String> headers, Buffer body, Duration timeout, long max) {
        public Request {
            headers = Map.copyOf(headers);
        }

        /** GET without further headers. */
        public static Request get(URI uri, Duration timeout, long max) {
            return new Request("GET", uri, Map.of(), Buffer.buffer(), timeout, max);
        }
    }

    /**
     * An answer of any status, read whole.
     *
     * @param headers names in any case
     */
    record Answer(int status, MultiMap headers, Buffer body) {}

    /**
     * Sends it once, without following redirects.
     *
     * @return the answer; fails when there is none within the timeout, or a longer one. Completes on the event loop that
     *     asked
     */
    Future<Answer> fetch(Request request);

    /**
     * GET.
     *
     * @return the body of a 200; anything else is a failure
     */
    default Future<Buffer> get(URI uri, Duration timeout, long max) {
        return fetch(Request.get(uri, timeout, max))
                .compose(answer -> answer.status() == 200
                        ? Future.succeededFuture(answer.body())
                        : Future.failedFuture("expected status 200, found " + answer.status()));
    }
}
