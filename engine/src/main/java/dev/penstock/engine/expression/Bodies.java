package dev.penstock.engine.expression;

import dev.penstock.sdk.Body;
import dev.penstock.sdk.Call;
import dev.penstock.sdk.ContentCoding;
import dev.penstock.sdk.Json;
import dev.penstock.sdk.Key;
import dev.penstock.sdk.Problem;
import dev.penstock.sdk.Reply;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Bodies as JSON, parsed once for a call and kept there until a step puts another body in its place. */
final class Bodies {
    /** A body and what it holds. */
    private record Parsed(Body body, Object json) {}

    private static final Key<Parsed> REQUEST = Key.named("request body as JSON");
    private static final Key<Parsed> RESPONSE = Key.named("response body as JSON");

    /** Of a body once decoded; as it comes it has the gateway's limits. */
    private static final long MAX_REQUEST = 10 << 20;

    private static final long MAX_RESPONSE = 4 << 20;

    private Bodies() {}

    /** {@code body}. */
    static Object request(Call call) {
        Body body = call.outbound().body();
        Parsed kept = call.get(REQUEST).orElse(null);
        if (kept != null && kept.body == body) {
            return kept.json;
        }
        Buffer bytes =
                decoded(body, call.outbound().headers(), MAX_REQUEST, Problem.Kind.TOO_LARGE, Problem.Kind.MALFORMED);
        if (bytes.length() == 0) {
            throw new Absent("body", false);
        }
        Object json;
        try {
            json = Json.parse(bytes, call.holding());
        } catch (IllegalArgumentException noJson) {
            throw Problem.of(Problem.Kind.MALFORMED, "expected a JSON body, found something else", noJson);
        }
        call.put(REQUEST, new Parsed(body, json));
        return json;
    }

    /** {@code response.body}: text where its type is not JSON, null where there is none. */
    static Object response(Call call, Reply reply) {
        Body body = reply.body();
        Parsed kept = call.get(RESPONSE).orElse(null);
        if (kept != null && kept.body == body) {
            return kept.json;
        }
        Buffer bytes = decoded(
                body, reply.headers(), MAX_RESPONSE, Problem.Kind.UPSTREAM_FAILED, Problem.Kind.UPSTREAM_FAILED);
        Object json = bytes.length() == 0
                ? null
                : isJson(reply) ? parse(call, bytes) : bytes.toString(StandardCharsets.UTF_8);
        call.put(RESPONSE, new Parsed(body, json));
        return json;
    }

    private static Object parse(Call call, Buffer bytes) {
        try {
            return Json.parse(bytes, call.holding());
        } catch (IllegalArgumentException noJson) {
            throw Problem.of(
                    Problem.Kind.UPSTREAM_FAILED,
                    "expected JSON in the answer, as its type says, found something else",
                    noJson);
        }
    }

    private static boolean isJson(Reply reply) {
        String type = reply.headers().get(HttpHeaders.CONTENT_TYPE);
        if (type == null) {
            return false;
        }
        int end = type.indexOf(';');
        String bare = (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        return bare.equals("application/json") || bare.endsWith("+json");
    }

    /** What a coding that is not known here hides is looked at as it is. */
    private static Buffer decoded(Body body, MultiMap headers, long max, Problem.Kind tooLong, Problem.Kind broken) {
        Buffer bytes = bytes(body);
        Optional<String> coding = ContentCoding.of(headers).filter(ContentCoding::isReadable);
        if (coding.isEmpty()) {
            return bytes;
        }
        try {
            return ContentCoding.decode(bytes, coding.get(), max);
        } catch (ContentCoding.Unreadable unreadable) {
            throw Problem.of(unreadable.isTooLong() ? tooLong : broken, unreadable.getMessage(), unreadable);
        }
    }

    private static Buffer bytes(Body body) {
        if (!body.isWhole()) {
            throw new IllegalStateException("the body was not held before an expression reads it");
        }
        return body.whole(Long.MAX_VALUE).result();
    }
}
