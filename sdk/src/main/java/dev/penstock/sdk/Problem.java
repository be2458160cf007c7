package dev.penstock.sdk;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What goes wrong, as the client may hear it (RFC 9457): thrown by a step, or failing its future. It carries no stack
 * trace; the cause, if any, goes to the log and never to a client.
 */
public final class Problem extends RuntimeException {
    /** The closed list of {@code urn:penstock:problem:<kind>}. */
    public enum Kind {
        MALFORMED(400, "Malformed request"),
        UNAUTHORIZED(401, "Not authenticated"),
        FORBIDDEN(403, "Not allowed"),
        NO_ROUTE(404, "No such route"),
        METHOD_NOT_ALLOWED(405, "Method not allowed"),
        REQUEST_TIMEOUT(408, "Request took too long"),
        GONE(410, "No longer there"),
        TOO_LARGE(413, "Content too large"),
        URI_TOO_LONG(414, "URI too long"),
        UNSUPPORTED_TYPE(415, "Unsupported media type"),
        QUOTA_EXCEEDED(429, "Too many requests"),
        HEADERS_TOO_LARGE(431, "Header fields too large"),
        STEP_FAILED(500, "A step failed"),
        UPSTREAM_FAILED(502, "The upstream failed"),
        CALL_FAILED(502, "A call of the join failed"),
        UNAVAILABLE(503, "Unavailable"),
        DEADLINE(504, "The deadline passed"),
        UPSTREAM_TIMEOUT(504, "The upstream took too long");

        private final int status;
        private final String title;
        private final String id;

        Kind(int status, String title) {
            this.status = status;
            this.title = title;
            this.id = name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }

        /** The HTTP status. */
        public int status() {
            return status;
        }

        /** The {@code title} member. */
        public String title() {
            return title;
        }

        /** The last part of {@code type}. */
        public String id() {
            return id;
        }
    }

    /** A header field of the answer. */
    public record Header(String name, String value) {}

    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final transient List<Header> headers = new ArrayList<>(2);
    private final transient Map<String, Object> members = new LinkedHashMap<>(4);
    private String proxyError;

    private Problem(Kind kind, String detail, Throwable cause) {
        super(detail, cause, false, false);
        this.kind = kind;
    }

    /**
     * A problem without a cause.
     *
     * @param detail for the client: what was expected, what was found; no host name, no secret, no text of the cause
     */
    public static Problem of(Kind kind, String detail) {
        return new Problem(kind, detail, null);
    }

    /**
     * A problem with its cause.
     *
     * @param cause for the log alone
     */
    public static Problem of(Kind kind, String detail, Throwable cause) {
        return new Problem(kind, detail, cause);
    }

    /** The same problem, to which header fields and members can be added for one of several answers. */
    public Problem copy() {
        Problem copy = new Problem(kind, getMessage(), getCause());
        copy.headers.addAll(headers);
        copy.members.putAll(members);
        copy.proxyError = proxyError;
        return copy;
    }

    /** Adds a header field to the answer, such as {@code WWW-Authenticate}. */
    public Problem header(String name, String value) {
        headers.add(new Header(name, value));
        return this;
    }

    /**
     * Adds a member to the document, such as {@code violated-policies}.
     *
     * @param json a JSON value
     */
    public Problem member(String name, Object json) {
        members.put(name, json);
        return this;
    }

    /**
     * States the error of {@code Proxy-Status}, a name of the registry of RFC 9209 section 2.3. The gateway's own:
     * {@code dns_error}, {@code connection_refused}, {@code connection_timeout}, {@code connection_terminated},
     * {@code connection_limit_reached}, {@code tls_protocol_error}, {@code http_response_timeout},
     * {@code http_response_incomplete}, {@code http_response_body_size}, {@code http_response_content_coding},
     * {@code http_protocol_error}. With the first three,
     * and with {@code connection_limit_reached} and {@code tls_protocol_error}, nothing of the request was sent.
     */
    public Problem proxyError(String error) {
        proxyError = error;
        return this;
    }

    public Kind kind() {
        return kind;
    }

    public int status() {
        return kind.status();
    }

    /** What the client hears. */
    public String detail() {
        return getMessage();
    }

    public List<Header> headers() {
        return headers;
    }

    public Map<String, Object> members() {
        return members;
    }

    public Optional<String> proxyError() {
        return Optional.ofNullable(proxyError);
    }
}
