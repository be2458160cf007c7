package dev.penstock.plugins.script;

import dev.penstock.sdk.Place;

/** A hook that cannot be loaded. */
final class LoadFault extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Place place;

    /**
     * @param place in the hook
     * @param message what was expected, what was found, and the mend
     */
    LoadFault(Place place, String message) {
        super(message, null, false, false);
        this.place = place;
    }

    Place place() {
        return place;
    }
}
