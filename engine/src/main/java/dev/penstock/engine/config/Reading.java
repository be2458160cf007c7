package dev.penstock.engine.config;

import dev.penstock.sdk.Node;
import dev.penstock.sdk.Place;
import java.util.Optional;

/**
 * One value being read.
 *
 * @param key the key that it stands under, for messages; empty at the top of a file
 */
record Reading(Binder binder, Faults faults, String key) {
    private static final int SHOWN = 60;

    Reading under(String key) {
        return new Reading(binder, faults, key);
    }

    /** Records a fault. */
    <T> Optional<T> fault(Node at, String message) {
        return fault(at.place(), message);
    }

    /** Records a fault. */
    <T> Optional<T> fault(Place at, String message) {
        faults.fault(at, key.isEmpty() ? message : key + ": " + message);
        return Optional.empty();
    }

    /** Records that something else was expected. */
    <T> Optional<T> expected(String what, Node found) {
        return fault(found, "expected " + what + ", found " + shown(found));
    }

    /** What stands there, for a message. */
    static String shown(Node node) {
        if (node instanceof Node.Scalar scalar) {
            boolean absent = scalar.value() == null && scalar.text().isEmpty();
            return absent ? "nothing" : "'" + shortened(scalar.text()) + "'";
        }
        return node instanceof Node.Mapping ? "a map" : "a list";
    }

    private static String shortened(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
