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

    /** @param kept the fields that others would be given */
    static Sharing of(Whose whose, Head head, MultiMap kept) {
        Stated stated = head.stated();
        if (head.forbidsStoring() || kept.contains("set-cookie") || Variant.isAny(head.headers())) {
            return NONE;
        }
        if (!whose.isShared()) {
            return ALL;
        }
        if (stated.isPrivate()) {
            return NONE;
        }
        if (stated.directives().hasAny("public", "s-maxage", "must-revalidate")) {
            return ALL;
        }
        return whose.identified() ? NONE : ANONYMOUS;
    }

    boolean suits(Whose whose) {
        return this == ALL || (this == ANONYMOUS && !whose.identified());
    }
}
