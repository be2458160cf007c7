package dev.penstock.plugins.cache;

import io.vertx.core.MultiMap;

/** Who else may be given an answer (RFC 9111 sections 3 and 3.5), whatever its freshness. */
enum Sharing {
    /** Only the one who asked, this once. */
    NONE,
    /** Those of whom nobody knows who they are. */
    ANONYMOUS,
    /** Everybody that may ask; in a copy of someone's own: that one. */
    ALL;

    static Sharing of(Whose whose, MultiMap headers) {
        Directives stated = Directives.of(headers);
        if (stated.hasAny("no-store", "no-cache") || headers.contains("set-cookie") || Variant.isAny(headers)) {
            return NONE;
        }
        if (!whose.isShared()) {
            return ALL;
        }
        if (stated.has("private")) {
            return NONE;
        }
        if (stated.hasAny("public", "s-maxage", "must-revalidate")) {
            return ALL;
        }
        return whose.identified() ? NONE : ANONYMOUS;
    }

    boolean suits(Whose whose) {
        return this == ALL || (this == ANONYMOUS && !whose.identified());
    }
}
