package dev.penstock.plugins.cache;

import dev.penstock.sdk.Below;
import dev.penstock.sdk.Call;
import dev.penstock.sdk.Part;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * What keeps two requests for one URI apart though no {@code Vary} does: what the steps below read of a request that the
 * key does not hold, such as a cookie that a {@code rewrite} puts into the path. Its values, as they stand where the cache
 * does, are a part of the variant. What the URL holds is left to the key.
 */
final class Apart {
    /** In the copy of the request's fields by which variants are told apart: no field that a client sends gets there. */
    static final String FIELD = "penstock-read-below";

    /** Longer values are known by their digest. */
    private static final int LONGEST = 200;

    private final Below below;
    private List<Part> parts; // null: not asked for yet

    Apart(Below below) {
        this.below = below;
    }

    /** Empty when the steps below read nothing of the kind. */
    String of(Call call) {
        List<Part> read = parts();
        if (read.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        for (Part part : read) {
            Optional<String> value = below.value(part, call);
            text.append(part);
            value.ifPresent(
                    found -> text.append('=').append(found.length()).append(':').append(found));
            text.append(' ');
        }
        return text.length() > LONGEST ? digest(text.toString()) : text.toString();
    }

    /** The same each time, whoever asks first. */
    private List<Part> parts() {
        if (parts == null) {
            parts = below.reads().stream().filter(Apart::isApart).toList();
        }
        return parts;
    }

    private static boolean isApart(Part part) {
        return switch (part.kind()) {
            case HEADER, COOKIE, CLIENT, AUTH, VARS, SLOT -> true;
            // A request with a body passes the cache by.
            case REQUEST, PATH, QUERY, BODY, RESPONSE -> false;
        };
    }

    /** A copy of a request's fields by which variants are told apart; never changed. */
    static MultiMap copy(MultiMap fields, String apart) {
        MultiMap copy = fields.copy(true).remove(FIELD);
        return (apart.isEmpty() ? copy : copy.set(FIELD, apart)).copy(false);
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
