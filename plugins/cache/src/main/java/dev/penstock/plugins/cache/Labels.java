package dev.penstock.plugins.cache;

import java.util.List;

/**
 * By what a stored answer is found again to be purged, beside its own {@code Cache-Tag} and {@code Surrogate-Key}.
 *
 * @param path of the client's request
 * @param tags of the step
 */
record Labels(String api, String route, String path, List<String> tags) {
    /** Of what cannot be purged but with all. */
    static final Labels NONE = new Labels("", "", "", List.of());
}
