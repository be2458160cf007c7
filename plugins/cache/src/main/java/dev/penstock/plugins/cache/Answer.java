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
    /** The fields of an answer that are kept: not those of one message, of one connection, or for one client alone. */
    static MultiMap kept(Head head, boolean shared) {
        MultiMap headers = head.headers().copy(true);
        headers.remove("content-length");
        headers.remove("age");
        headers.remove("proxy-authentication-info");
        head.stated().withheld(shared).forEach(headers::remove);
        if (!headers.contains("date")) {
            headers.set("date", HttpDate.format(head.received()));
        }
        return headers.copy(false);
    }

    boolean suits(MultiMap request, Whose whose) {
        return sharing.suits(whose) && variant.suits(request);
    }

    /** The same answer to the same request, whose head was confirmed. */
    Answer renewed(MultiMap otherHeaders, Timing otherTiming, Sharing otherSharing) {
        return new Answer(status, otherHeaders, otherTiming, otherSharing, variant);
    }

    /** A reply of one's own to this request, see {@link #reply(Asker, MultiMap, Body, Instant)}. */
    Reply reply(Asker asker, Body body, Instant now) {
        return reply(asker, headers.copy(true), body, now);
    }

    /**
     * A reply to this request, with {@code Age}: 304 without the body when the client has it already, a part of it when
     * that is asked for and the body is whole.
     *
     * @param own the fields for this client, edited from now on
     * @param body taken: given on, or discarded
     */
    Reply reply(Asker asker, MultiMap own, Body body, Instant now) {
        Reply reply = new Reply(status, own, body);
        if (Conditions.isNotModified(asker.request(), status, headers)) {
            body.discard();
            reply.status(304);
            reply.body(Body.empty());
            Conditions.OF_BYTES.forEach(own::remove);
        } else if (asker.wantsPart() && status == 200 && body.isWhole()) {
            Part.of(asker.request(), this, body.length()).ifPresent(part -> part.cut(reply));
        }
        own.set("age", Long.toString(timing.age(now)));
        return reply;
    }
}
