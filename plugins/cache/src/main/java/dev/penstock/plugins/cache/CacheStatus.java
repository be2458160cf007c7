package dev.penstock.plugins.cache;

import dev.penstock.sdk.Reply;

/** The member that this cache adds to {@code Cache-Status} (RFC 9211). */
final class CacheStatus {
    /** Why a request went on to the steps below (section 2.2). */
    enum Forward {
        BYPASS("bypass"),
        METHOD("method"),
        URI_MISS("uri-miss"),
        VARY_MISS("vary-miss"),
        REQUEST("request"),
        STALE("stale");

        private final String word;

        Forward(String word) {
            this.word = word;
        }
    }

    static final String FIELD = "cache-status";

    private final StringBuilder text = new StringBuilder("penstock");

    private CacheStatus() {}

    static CacheStatus hit(long ttl) {
        return new CacheStatus().parameter("hit").parameter("ttl=" + ttl);
    }

    static CacheStatus forward(Forward why) {
        return new CacheStatus().parameter("fwd=" + why.word);
    }

    /** Nothing was stored, and nothing was to be fetched. */
    static CacheStatus unasked() {
        return new CacheStatus().parameter("detail=only-if-cached");
    }

    CacheStatus parameter(String parameter) {
        text.append("; ").append(parameter);
        return this;
    }

    String text() {
        return text.toString();
    }

    /** The members of caches below come first (section 2). What speaks of this cache alone goes no further. */
    Reply on(Reply reply) {
        reply.headers().remove(Stated.OWN);
        reply.headers().add(FIELD, text());
        return reply;
    }
}
