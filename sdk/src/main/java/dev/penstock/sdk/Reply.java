package dev.penstock.sdk;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.util.Optional;

/**
 * An answer on its way to the client; hooks edit it in place. Belongs to one call at a time.
 *
 * <p>The gateway frames it: the body of an answer to {@code HEAD}, and of a 204 or 304, is dropped, its length stays the
 * {@code Content-Length} of the former. So a step answers {@code HEAD} as it would {@code GET}.
 */
public final class Reply {
    private int status;
    private final MultiMap headers;
    private Body body;
    private Optional<Problem> problem = Optional.empty();

    /**
     * @param status 200 to 599
     * @param headers kept, not copied; without hop-by-hop fields. {@code Content-Length} is written from the body
     * @param body taken: this reply owns it
     */
    public Reply(int status, MultiMap headers, Body body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    /** An answer without headers and body. */
    public static Reply of(int status) {
        return new Reply(status, HttpHeaders.headers(), Body.empty());
    }

    /**
     * An answer of JSON.
     *
     * @param json see {@link Json#write}
     */
    public static Reply json(int status, Object json) {
        return of(status, "application/json", Json.write(json));
    }

    /** An answer that is whole. */
    public static Reply of(int status, String contentType, Buffer body) {
        Reply reply = new Reply(status, HttpHeaders.headers(), Body.of(body));
        reply.headers.set(HttpHeaders.CONTENT_TYPE, contentType);
        return reply;
    }

    /** The answer to what went wrong: the one place that makes {@code application/problem+json} asks for this. */
    public static Reply failed(Problem problem, MultiMap headers, Body body) {
        Reply reply = new Reply(problem.status(), headers, body);
        reply.problem = Optional.of(problem);
        return reply;
    }

    public int status() {
        return status;
    }

    public void status(int status) {
        this.status = status;
    }

    /** The header fields; edited in place. */
    public MultiMap headers() {
        return headers;
    }

    public Body body() {
        return body;
    }

    /**
     * Replaces the body, by a view of it or by another; {@code Content-Length} follows. Who gives the one before up
     * without reading it may {@linkplain Body#discard discard} it at once; else it is when the call ends.
     */
    public void body(Body body) {
        this.body = body;
    }

    /** What went wrong, when this reply was made by the gateway for a fault; an error of the upstream's own has none. */
    public Optional<Problem> problem() {
        return problem;
    }
}
