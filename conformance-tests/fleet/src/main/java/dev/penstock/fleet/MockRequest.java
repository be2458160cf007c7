package dev.penstock.fleet;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/**
 * A request as a backend saw it.
 *
 * @param method as sent
 * @param target path and query, byte for byte
 * @param headers names in any case; not to be changed
 * @param body what came of it
 * @param gone completes when the client closes its connection before the answer has ended; also when it broke off
 *     within its request
 */
public record MockRequest(String method, String target, MultiMap headers, Buffer body, Future<Void> gone) {
    /** The target without its query. */
    public String path() {
        int mark = target.indexOf('?');
        return mark < 0 ? target : target.substring(0, mark);
    }

    /** The query without its question mark. */
    public Optional<String> query() {
        int mark = target.indexOf('?');
        return mark < 0 ? Optional.empty() : Optional.of(target.substring(mark + 1));
    }

    /** The first value of a header field; empty text when it is absent. */
    public String header(String name) {
        return Optional.ofNullable(headers.get(name)).orElse("");
    }

    /** The body as text. */
    public String text() {
        return body.toString();
    }

    /** {@code GET /p/7?lang=de}. */
    @Override
    public String toString() {
        return method + " " + target;
    }
}
