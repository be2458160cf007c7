package dev.penstock.sdk;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who the caller is, as an auth step verified it: {@code auth} of the expressions.
 *
 * @param subject {@code auth.subject}
 * @param claims {@code auth.claims}: JSON values by name
 * @param scopes {@code auth.scopes}
 * @param consumer {@code auth.consumer}: the owner of an API key
 * @param tier {@code auth.tier}
 */
public record Principal(
        Optional<String> subject,
        Map<String, Object> claims,
        Set<String> scopes,
        Optional<String> consumer,
        Optional<String> tier) {
    /** This one, and what an earlier step verified of the same call where this one says nothing: claims by their names. */
    public Principal over(Principal earlier) {
        Map<String, Object> both = new LinkedHashMap<>(earlier.claims);
        both.putAll(claims);
        return new Principal(
                subject.or(() -> earlier.subject),
                Collections.unmodifiableMap(both),
                scopes.isEmpty() ? earlier.scopes : scopes,
                consumer.or(() -> earlier.consumer),
                tier.or(() -> earlier.tier));
    }
}
