package dev.penstock.plugins.auth.jwt;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;

/** Where an issuer's keys come from. Safe for any thread; never blocks. */
interface KeySource {
    /** The keys at hand: the same object until they change. Empty until a first fetch has succeeded. */
    Optional<Keys> current();

    /**
     * Asks for newer keys.
     *
     * @return completes, on any thread, when the fetch that is under way has ended, well or not; empty when there is no
     *     point in waiting
     */
    Optional<Future<Void>> renew();

    /** How long to wait, at least a second, before asking again makes sense while there are no keys. */
    default Duration patience() {
        return Duration.ofSeconds(1);
    }

    /** The same text for sources with the same keys, over all revisions of all files. */
    String identity();

    /** Keys that are fixed for a revision of a file. */
    static KeySource of(Keys keys) {
        return new Fixed(keys);
    }

    /** A file's keys: a change of the file makes a new revision. Or a secret. */
    record Fixed(Keys keys) implements KeySource {
        @Override
        public Optional<Keys> current() {
            return Optional.of(keys);
        }

        @Override
        public Optional<Future<Void>> renew() {
            return Optional.empty();
        }

        @Override
        public String identity() {
            return "fixed " + keys.content();
        }
    }
}
