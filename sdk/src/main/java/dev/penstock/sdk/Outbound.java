package dev.penstock.sdk;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.Optional;

/** A request as it will be sent to an upstream. Belongs to one call, or to the step that made it. */
public final class Outbound {
    private String method;
    private String path;
    private Optional<String> query;
    private Optional<String> host = Optional.empty();
    private final MultiMap headers;
    private Body body;

    /**
     * @param method an HTTP method, upper case
     * @param path below the target's base path, starting with a slash, percent-encoded
     * @param query without question mark, percent-encoded
     * @param headers kept, not copied; without hop-by-hop fields
     * @param body taken: this request owns it
     */
    public Outbound(String method, String path, Optional<String> query, MultiMap headers, Body body) {
        this.method = method;
        this.path = path;
        this.query = query;
        this.headers = headers;
        this.body = body;
    }

    /**
     * A request of a step's own, without headers and body.
     *
     * @param target path and query, as in a request line
     */
    public static Outbound of(String method, String target) {
        int mark = target.indexOf('?');
        String path = mark < 0 ? target : target.substring(0, mark);
        Optional<String> query = mark < 0 ? Optional.empty() : Optional.of(target.substring(mark + 1));
        return new Outbound(method, path, query, HttpHeaders.headers(), Body.empty());
    }

    /** This request as it stands, apart from this one; a body goes along when it {@linkplain Body#isWhole is whole}. */
    public Outbound copy() {
        MultiMap fields = HttpHeaders.headers().addAll(headers);
        Outbound copy = new Outbound(method, path, query, fields, body.isWhole() ? body : Body.empty());
        copy.host = host;
        return copy;
    }

    /**
     * Makes this request what that one is: everything but the body, which is set apart since it may be a stream.
     *
     * @param kept a {@link #copy} from before; not changed
     */
    public void restore(Outbound kept) {
        method = kept.method;
        path = kept.path;
        query = kept.query;
        host = kept.host;
        headers.setAll(HttpHeaders.headers()).addAll(kept.headers);
    }

    /** The method, upper case. */
    public String method() {
        return method;
    }

    public void method(String method) {
        this.method = method;
    }

    /** Without the API's prefix, before the target's base path; percent-encoded. */
    public String path() {
        return path;
    }

    public void path(String path) {
        this.path = path;
    }

    /** Without question mark; percent-encoded. See {@link Query} for its parameters. */
    public Optional<String> query() {
        return query;
    }

    public void query(Optional<String> query) {
        this.query = query;
    }

    /** What goes as {@code Host} instead of the target's own authority. */
    public Optional<String> host() {
        return host;
    }

    public void host(Optional<String> host) {
        this.host = host;
    }

    /** The header fields; edited in place. */
    public MultiMap headers() {
        return headers;
    }

    public Body body() {
        return body;
    }

    /**
     * Replaces the body, by a view of it or by another. Who gives the one before up without reading it may
     * {@linkplain Body#discard discard} it at once; else it is when the call ends.
     */
    public void body(Body body) {
        this.body = body;
    }
}
