package dev.penstock.plugins.auth.introspect;

import dev.penstock.sdk.Json;
import dev.penstock.sdk.Principal;
import io.vertx.core.buffer.Buffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an endpoint said of a token (RFC 7662 section 2.2).
 *
 * @param principal whose it is; empty: it is not active
 * @param asked when, in milliseconds since the epoch
 * @param begins {@code nbf}, in milliseconds since the epoch; long ago where none is stated
 * @param expires {@code exp}, in milliseconds since the epoch; never where none is stated
 * @param weight about how much memory it takes, in bytes
 */
record Verdict(Optional<Principal> principal, long asked, long begins, long expires, int weight) {
    private static final int OWN_WEIGHT = 400;
    /** A member takes about so many times the bytes that it is written with. */
    private static final int SPREAD = 4;

    /**
     * Reads an answer.
     *
     * @throws IllegalArgumentException when it is none: only a boolean {@code active} says yes or no; its message holds
     *     no part of the answer
     */
    static Verdict read(Buffer answer, long asked) {
        if (!(Json.parseStrict(answer) instanceof Map<?, ?> json) || !(json.get("active") instanceof Boolean active)) {
            throw new IllegalArgumentException("expected a JSON object with 'active', true or false, found none");
        }
        int weight = OWN_WEIGHT + SPREAD * answer.length();
        if (!active) {
            return new Verdict(Optional.empty(), asked, Long.MIN_VALUE, Long.MAX_VALUE, OWN_WEIGHT);
        }
        Map<String, Object> claims = new LinkedHashMap<>();
        json.forEach((name, value) -> claims.put(String.valueOf(name), value));
        long expires = time(claims, "exp", Long.MAX_VALUE);
        long begins = time(claims, "nbf", Long.MIN_VALUE);
        return new Verdict(Optional.of(principal(Collections.unmodifiableMap(claims))), asked, begins, expires, weight);
    }

    /** Whose the token is, if it counts now. */
    Optional<Principal> at(long now) {
        return now >= begins && now < expires ? principal : Optional.empty();
    }

    /**
     * Whether it need not be asked for again.
     *
     * @param cache in milliseconds
     */
    boolean holds(long now, long cache) {
        return now >= asked && now - asked < cache;
    }

    private static Principal principal(Map<String, Object> claims) {
        Optional<String> subject = claims.get("sub") instanceof String text ? Optional.of(text) : Optional.empty();
        return new Principal(subject, claims, scopes(claims.get("scope")), Optional.empty(), Optional.empty());
    }

    /** A text with blanks between them, as the RFC says, or a list. */
    private static Set<String> scopes(Object stated) {
        Set<String> scopes = new LinkedHashSet<>();
        for (Object part : stated instanceof List<?> several ? several : Collections.singletonList(stated)) {
            if (part instanceof String text) {
                scopes.addAll(List.of(text.split(" ")));
            }
        }
        scopes.remove("");
        return Collections.unmodifiableSet(scopes);
    }

    private static long time(Map<String, Object> claims, String name, long absent) {
        Object stated = claims.get(name);
        if (stated == null) {
            return absent;
        }
        if (stated instanceof Number seconds && Double.isFinite(seconds.doubleValue())) {
            return (long) (seconds.doubleValue() * 1000);
        }
        throw new IllegalArgumentException("expected '" + name + "' to be a number of seconds, found something else");
    }
}
