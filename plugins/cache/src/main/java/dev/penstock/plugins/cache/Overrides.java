package dev.penstock.plugins.cache;

import io.vertx.core.MultiMap;
import java.util.List;

/**
 * Fields by which frameworks take a request for another than it is: they would store, under the URL that was asked for,
 * what an upstream says to another one. No key can hold all that an upstream may read; these it reads without saying so.
 */
final class Overrides {
    private static final List<String> FIELDS =
            List.of("x-http-method-override", "x-http-method", "x-method-override", "x-original-url", "x-rewrite-url");

    private Overrides() {}

    static boolean any(MultiMap headers) {
        for (String field : FIELDS) {
            if (headers.contains(field)) {
                return true;
            }
        }
        return false;
    }
}
