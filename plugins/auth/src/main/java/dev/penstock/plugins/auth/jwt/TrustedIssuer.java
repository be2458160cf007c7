package dev.penstock.plugins.auth.jwt;

import com.nimbusds.jose.JWSAlgorithm;
import dev.penstock.sdk.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whose tokens are taken, and which.
 *
 * @param name the {@code iss}; none: it is not asked
 * @param audience of {@code aud} one must be among these; none: it is not asked
 * @param algorithms what its tokens may be signed with
 * @param skew how far its clock may be off
 * @param keys its keys
 */
record TrustedIssuer(
        Optional<String> name, List<String> audience, Set<JWSAlgorithm> algorithms, Duration skew, KeySource keys) {

    boolean issued(Object iss) {
        return name.isEmpty() || name.get().equals(iss);
    }

    /** Whether a token's {@code aud}, a text or a list of texts, names this audience. */
    boolean addressed(Object aud) {
        if (audience.isEmpty()) {
            return true;
        }
        List<?> stated = aud instanceof List<?> several ? several : aud == null ? List.of() : List.of(aud);
        for (String one : audience) {
            if (stated.contains(one)) {
                return true;
            }
        }
        return false;
    }

    /** Text that differs for issuers that could judge a token differently. */
    String identity() {
        Set<String> names = new TreeSet<>();
        algorithms.forEach(algorithm -> names.add(algorithm.getName()));
        List<Object> parts = new ArrayList<>();
        parts.add(name.orElse(null));
        parts.add(audience);
        parts.add(names);
        parts.add(skew.toMillis());
        parts.add(keys.identity());
        return Json.write(parts).toString();
    }
}
