package dev.penstock.plugins.auth.key;

import dev.penstock.plugins.auth.credential.Digest;
import dev.penstock.plugins.auth.credential.Sha256;
import java.util.Map;
import java.util.Optional;

/**
 * The consumers of a file, by the SHA-256 of their keys. Immutable.
 *
 * <p>A key is never compared. What is presented is digested first, which takes as long for every key of its length, and
 * the digest is looked up in a hash map: the time that this takes depends on bits of the digest, and to steer those one
 * would have to find keys by their SHA-256. So no answer comes sooner or later for a key that is nearly right. Keys are
 * long random texts, so a fast digest is enough; passwords have {@code basic-auth}.
 */
record Consumers(Map<Digest, Consumer> byKey) {
    Consumers {
        byKey = Map.copyOf(byKey);
    }

    Optional<Consumer> of(String key) {
        return Optional.ofNullable(byKey.get(Sha256.of(key)));
    }
}
