package dev.penstock.plugins.aggregate;

import dev.penstock.sdk.Body;
import dev.penstock.sdk.Json;
import dev.penstock.sdk.Problem;
import dev.penstock.sdk.Reply;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What an upstream said to a call.
 *
 * @param status null when nothing was said
 * @param headers lower-case name to first value
 * @param body JSON, text, or null for an empty one
 */
record Answer(Integer status, Map<String, Object> headers, Object body) {
    /** What stands there when a value takes the place of an answer that never came. */
    static final Answer NONE = new Answer(null, Map.of(), null);

    /** An answer whose body nobody wants. */
    static Answer head(Reply reply) {
        return new Answer(reply.status(), new FirstValues(reply.headers()), null);
    }

    /**
     * An answer with its body: JSON by its type, else text.
     *
     * @param bytes without a content coding
     * @param room for what the bytes become
     * @throws Problem 502 when the bytes are not what their type says, or not UTF-8; 503 when there is no room
     */
    static Answer whole(Reply reply, Buffer bytes, Body.Holding room) {
        return new Answer(
                reply.status(),
                new FirstValues(reply.headers()),
                read(bytes, isJson(reply.headers().get(HttpHeaders.CONTENT_TYPE)), room));
    }

    /** What expressions see under the call's name. */
    Map<String, Object> value(Object body) {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("status", status == null ? null : status.longValue());
        value.put("headers", headers);
        value.put("body", body);
        return value;
    }

    /** {@code application/json}, or any type with the suffix {@code +json} (RFC 6839). */
    private static boolean isJson(String contentType) {
        if (contentType == null) {
            return false;
        }
        int end = contentType.indexOf(';');
        String type = contentType
                .substring(0, end < 0 ? contentType.length() : end)
                .strip()
                .toLowerCase(Locale.ROOT);
        return type.equals("application/json") || type.endsWith("+json");
    }

    private static Object read(Buffer bytes, boolean json, Body.Holding room) {
        if (bytes.length() == 0) {
            return null;
        }
        String text = text(bytes.getBytes());
        if (!json) {
            room.claim(bytes.length());
            return text;
        }
        try {
            return Json.parse(bytes, room);
        } catch (IllegalArgumentException broken) {
            throw unreadable("it is not the JSON that its type says", broken);
        }
    }

    /** Decodes with replacement first, which is fast; only a text with a replacement in it may be broken. */
    private static String text(byte[] array) {
        String text = new String(array, StandardCharsets.UTF_8);
        if (text.indexOf('\ufffd') >= 0) {
            try {
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(array));
            } catch (CharacterCodingException broken) {
                throw unreadable("it is not UTF-8", broken);
            }
        }
        return text;
    }

    private static Problem unreadable(String why, Exception cause) {
        return Problem.of(Problem.Kind.UPSTREAM_FAILED, "the upstream's answer cannot be read: " + why, cause)
                .proxyError("http_protocol_error");
    }
}
