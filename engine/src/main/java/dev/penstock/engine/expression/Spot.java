package dev.penstock.engine.expression;

import dev.penstock.sdk.Node;
import dev.penstock.sdk.Place;

/**
 * Where a text stands in a file, to find the place of a part of it.
 *
 * @param isPlain whether the text stands on one line as it is, so that columns can be counted
 */
record Spot(Place place, boolean isPlain) {
    static Spot of(Node.Scalar scalar) {
        return new Spot(scalar.place(), scalar.value() instanceof String text && canBePlain(text));
    }

    /** A scalar that must have been quoted, or written as a block, is not counted in. */
    private static boolean canBePlain(String text) {
        return !text.isEmpty()
                && "\"'[]{},#&*!|>%@`".indexOf(text.charAt(0)) < 0
                && text.indexOf('\n') < 0
                && !text.contains(": ")
                && !text.contains(" #");
    }

    /** The place of the character at this offset, or that of the text. */
    Place at(int offset) {
        return isPlain ? new Place(place.file(), place.line(), place.column() + offset) : place;
    }
}
