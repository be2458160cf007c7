package dev.penstock.plugins.script;

import dev.penstock.sdk.Place;
import org.graalvm.polyglot.Source;

/**
 * The text of a hook module. Two steps of an API with the same text share its realms.
 *
 * @param api the API that it belongs to: no realm serves two
 * @param name the file as the user named it, or the place of an inline hook
 * @param text an ES module
 */
record HookSource(String api, String name, String text) {
    private static final String MODULE = "application/javascript+module";

    Source module() {
        return Source.newBuilder("js", text, name).mimeType(MODULE).buildLiteral();
    }

    /** The start of the file. */
    Place place() {
        return new Place(name, 1, 1);
    }
}
