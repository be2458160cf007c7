package dev.penstock.plugins.cache;

import io.vertx.core.MultiMap;

/**
 * A request to be answered from the store.
 *
 * @param request its header fields; only read
 * @param isGet a part is given to GET alone (RFC 9110 section 14.2)
 */
record Asker(MultiMap request, boolean isGet) {
    boolean wantsPart() {
        return isGet && request.contains("range");
    }
}
