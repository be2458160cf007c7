package dev.penstock.plugins.auth.credential;

import dev.penstock.sdk.Fields;
import dev.penstock.sdk.Json;
import dev.penstock.sdk.Outbound;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The header fields that tell the upstream what the token says. */
public final class ClaimHeaders {
    private record Field(String name, String claim) {}

    private final List<Field> fields = new ArrayList<>();

    /**
     * @param claims field to claim
     */
    public ClaimHeaders(Map<String, String> claims) {
        claims.forEach((name, claim) -> fields.add(new Field(name, claim)));
    }

    /** Drops what the client sent in these fields: only a token speaks there. */
    public void drop(Outbound request) {
        for (Field field : fields) {
            request.headers().remove(field.name);
        }
    }

    /**
     * Writes the claims; one that the token lacks leaves its field out.
     *
     * @return false when a claim holds what no header field can
     */
    public boolean write(Map<String, Object> claims, Outbound request) {
        for (Field field : fields) {
            Object value = find(claims, field.claim);
            if (value != null) {
                String text = text(value);
                if (!Fields.isValue(text)) {
                    return false;
                }
                // As UTF-8 on the wire, where a field is written in Latin-1.
                byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
                request.headers().set(field.name, new String(utf8, StandardCharsets.ISO_8859_1));
            }
        }
        return true;
    }

    /** A claim of this whole name, else one that is nested. */
    private static Object find(Map<?, ?> claims, String name) {
        Object whole = claims.get(name);
        int dot = name.indexOf('.');
        if (whole != null || dot < 0) {
            return whole;
        }
        return claims.get(name.substring(0, dot)) instanceof Map<?, ?> nested
                ? find(nested, name.substring(dot + 1))
                : null;
    }

    /** Texts and numbers as they are, a list of them with commas, anything else as JSON. */
    private static String text(Object value) {
        if (value instanceof List<?> several && several.stream().noneMatch(ClaimHeaders::isNested)) {
            return String.join(",", several.stream().map(ClaimHeaders::text).toList());
        }
        return isNested(value) ? Json.write(value).toString() : String.valueOf(value);
    }

    private static boolean isNested(Object value) {
        return value instanceof Map || value instanceof List;
    }
}
