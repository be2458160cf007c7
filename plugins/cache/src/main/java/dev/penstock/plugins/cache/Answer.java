package dev.penstock.plugins.cache;

import dev.penstock.sdk.Body;
import dev.penstock.sdk.Reply;
import io.vertx.core.MultiMap;
import java.time.Instant;

/**
 * The head of an answer that others may be given. Immutable: it is read on all event loops.
 *
 * @param headers never changed; without {@code Content-Length}, with {@code Date}
 */
record Answer(int status, MultiMap headers, Timing timing, Sharing sharing, Variant variant) {
    static Answer of(Freshness.Head head, Timing timing, Sharing sharing, MultiMap request) {
        MultiMap headers = head.headers().copy(true);
        headers.remove("content-length");
        headers.remove("age");
        if (!headers.contains("date")) {
            headers.set("date", HttpDate.format(head.received()));
        }
        return new Answer(head.status(), headers.copy(false), timing, sharing, Variant.of(headers, request));
    }

    boolean suits(MultiMap request, Whose whose) {
        return sharing.suits(whose) && variant.suits(request);
    }

    /**
     * A reply of one's own to this request, with {@code Age}: 304 without the body when the client has it already.
     *
     * @param body taken: given on, or discarded
     */
    Reply reply(MultiMap request, Body body, Instant now) {
        boolean known = Conditions.isNotModified(request, status, headers);
        Reply reply = new Reply(known ? 304 : status, headers.copy(true), known ? Body.empty() : body);
        if (known) {
            body.discard();
            reply.headers().remove("content-type");
            reply.headers().remove("content-encoding");
            reply.headers().remove("content-language");
            reply.headers().remove("content-range");
        }
        reply.headers().set("age", Long.toString(timing.age(now)));
        return reply;
    }
}
