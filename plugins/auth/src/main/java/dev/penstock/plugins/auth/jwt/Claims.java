package dev.penstock.plugins.auth.jwt;

import dev.penstock.sdk.Principal;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The claims of a token.
 *
 * @param json JSON values by name
 */
record Claims(Map<String, Object> json) {
    Claims {
        json = Collections.unmodifiableMap(json);
    }

    /**
     * Why the token may not be taken now (RFC 7519 section 4.1.4 to 4.1.6); {@code exp} is required.
     *
     * @param now in milliseconds since the epoch
     * @param skew in milliseconds
     */
    Optional<String> untimely(long now, long skew) {
        if (!isTime("exp") || !isTimeOrAbsent("nbf") || !isTimeOrAbsent("iat")) {
            return Optional.of("exp, which is required, nbf and iat must be numbers of seconds");
        }
        if (now >= millis("exp") + skew) {
            return Optional.of("it has expired");
        }
        return isAhead("nbf", now + skew) || isAhead("iat", now + skew)
                ? Optional.of("it is from the future")
                : Optional.empty();
    }

    /** {@code exp} in milliseconds since the epoch. */
    long expires() {
        return (long) millis("exp");
    }

    /** A claim that is a text. */
    Optional<String> text(String claim) {
        return json.get(claim) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /** Whether it is absent or a text. */
    boolean isTextOrAbsent(String claim) {
        return !json.containsKey(claim) || json.get(claim) instanceof String;
    }

    /** A time, in milliseconds since the epoch; empty when it is absent or no number. */
    Optional<Double> time(String claim) {
        return isTime(claim) ? Optional.of(millis(claim)) : Optional.empty();
    }

    Principal principal() {
        return new Principal(text("sub"), json, scopes(), Optional.empty(), Optional.empty());
    }

    private Set<String> scopes() {
        Object stated = json.get("scope") != null ? json.get("scope") : json.get("scp");
        Set<String> scopes = new LinkedHashSet<>();
        if (stated instanceof String text) {
            scopes.addAll(List.of(text.split(" ")));
        } else if (stated instanceof List<?> several) {
            several.forEach(one -> {
                if (one instanceof String scope) {
                    scopes.add(scope);
                }
            });
        }
        scopes.remove("");
        return Collections.unmodifiableSet(scopes);
    }

    private boolean isTime(String claim) {
        return json.get(claim) instanceof Number number && Double.isFinite(number.doubleValue());
    }

    private boolean isTimeOrAbsent(String claim) {
        return !json.containsKey(claim) || isTime(claim);
    }

    private boolean isAhead(String claim, long now) {
        return json.containsKey(claim) && now < millis(claim);
    }

    private double millis(String claim) {
        return ((Number) json.get(claim)).doubleValue() * 1000;
    }
}
