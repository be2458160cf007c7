package dev.penstock.plugins.auth.jwt;

import dev.penstock.sdk.Principal;

/**
 * A token that was found good.
 *
 * @param principal whose it is
 * @param binding what who sends it must hold, looked at anew for each request
 * @param expires its {@code exp}, in milliseconds since the epoch
 * @param source where the key came from
 * @param keys the keys it was verified with
 */
record VerifiedToken(Principal principal, Binding binding, long expires, KeySource source, Keys keys) {
    /** Whether it need not be verified again: it has not expired and the keys are the same. */
    boolean holds(long now) {
        return now < expires && source.current().orElse(null) == keys;
    }
}
