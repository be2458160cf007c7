package dev.penstock.conformance;

import dev.penstock.fleet.Nodes;
import dev.penstock.sdk.Json;
import dev.penstock.sdk.Node;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One request of a case. Exactly one of the methods states the target: the whole path, the API's prefix included, and a
 * query.
 *
 * @param headers a list is several fields of the name
 * @param body as text; with {@code json} only one of them
 * @param json the body as a JSON value
 * @param jwt the claims of a token that the route's issuers accept; the ones that it needs are added
 * @param after moves the gateway's clock before the request is sent
 * @param at moves the gateway's clock there before the request is sent: a time of RFC 3339, such as
 *     {@code 2018-07-12T18:36:58Z}
 * @param expect of this answer, and of the calls that this request led to
 */
public record SendSpec(
        Optional<String> get,
        Optional<String> post,
        Optional<String> put,
        Optional<String> patch,
        Optional<String> delete,
        Optional<String> head,
        Optional<String> options,
        Map<String, List<String>> headers,
        Optional<String> body,
        Optional<Node> json,
        Optional<Map<String, Node>> jwt,
        Optional<Duration> after,
        Optional<String> at,
        Optional<ExpectSpec> expect) {
    public SendSpec {
        Map<String, String> stated = stated(get, post, put, patch, delete, head, options);
        if (stated.size() != 1) {
            throw new IllegalArgumentException("expected one of get, post, put, patch, delete, head, options, found "
                    + (stated.isEmpty()
                            ? "none"
                            : String.join(" and ", stated.keySet()).toLowerCase(Locale.ROOT)));
        }
        String target = stated.values().iterator().next();
        if (!target.startsWith("/")) {
            throw new IllegalArgumentException("expected a path such as /products/7, found '" + target + "'");
        }
        if (body.isPresent() && json.isPresent()) {
            throw new IllegalArgumentException("expected body or json, found both");
        }
        if (after.isPresent() && at.isPresent()) {
            throw new IllegalArgumentException("expected after or at, found both");
        }
        at.ifPresent(SendSpec::parseTime);
    }

    /** Upper case. */
    String method() {
        return stated(get, post, put, patch, delete, head, options)
                .keySet()
                .iterator()
                .next();
    }

    /** Path and query. */
    String target() {
        return stated(get, post, put, patch, delete, head, options)
                .values()
                .iterator()
                .next();
    }

    /** Where the clock is moved. */
    Optional<Instant> time() {
        return at.map(SendSpec::parseTime);
    }

    /** The header fields that are sent, but for a token. */
    MultiMap fields(String host) {
        MultiMap fields = MultiMap.caseInsensitiveMultiMap();
        headers.forEach((name, values) -> fields.add(name, values));
        if (!fields.contains("host")) {
            fields.set("host", host);
        }
        if (json.isPresent() && !fields.contains("content-type")) {
            fields.set("content-type", "application/json");
        }
        return fields;
    }

    private static Instant parseTime(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException none) {
            throw new IllegalArgumentException(
                    "at: expected a time such as 2018-07-12T18:36:58Z, found '" + text + "'", none);
        }
    }

    /** What is sent as the body. */
    Buffer bytes() {
        return json.map(node -> Json.write(Nodes.plain(node)))
                .or(() -> body.map(Buffer::buffer))
                .orElseGet(Buffer::buffer);
    }

    /** The claims as JSON values. */
    Optional<Map<String, Object>> claims() {
        return jwt.map(nodes -> {
            Map<String, Object> claims = new LinkedHashMap<>();
            nodes.forEach((name, node) -> claims.put(name, Nodes.plain(node)));
            return claims;
        });
    }

    /** Method and target. */
    @Override
    public String toString() {
        return method() + " " + target();
    }

    @SafeVarargs
    private static Map<String, String> stated(Optional<String>... targets) {
        String[] methods = {"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"};
        Map<String, String> stated = new LinkedHashMap<>();
        for (int i = 0; i < methods.length; i++) {
            String method = methods[i];
            targets[i].ifPresent(target -> stated.put(method, target));
        }
        return stated;
    }
}
