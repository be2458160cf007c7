package dev.penstock.sdk;

import java.util.Optional;
import java.util.Set;

/**
 * A value of a pipeline file, compiled and type-checked when the file was loaded: a constant, one CEL expression, or a
 * template around several.
 *
 * @param <T> {@code Object}: a JSON value (map, list, text, {@code Long}, {@code Double}, {@code Boolean}, null);
 *     {@code String} and {@code Boolean}: just these, or null where a slot that is read is null or left out
 */
public interface Expression<T> {
    /**
     * The value for this call, on its loop. Bodies that the expression reads have been held before the step runs.
     *
     * @return null only for JSON null, and for a value as a whole that is left out (see {@link #isLeftOut})
     * @throws Problem 400 when the request lacks a value that is read, 502 when an answer does
     */
    T evaluate(Call call);

    /**
     * The value when it is the same for every call, so that it can be checked when the step is created; empty also for
     * null.
     */
    default Optional<T> constant() {
        return Optional.empty();
    }

    /** Whether it reads the body that goes this way. */
    default boolean reads(Direction direction) {
        return false;
    }

    /** The declared names that it reads. */
    Set<Slot> slots();

    /**
     * Whether the value as a whole is left out in this call, since it reads a name that is. A map or a list is not: just
     * its keys and items that read the name are.
     */
    default boolean isLeftOut(Call call) {
        for (Slot slot : slots()) {
            if (slot.isLeftOut(call)) {
                return true;
            }
        }
        return false;
    }
}
