package dev.penstock.engine.call;

import dev.penstock.sdk.Inbound;
import dev.penstock.sdk.Reply;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** How a call passes between its client and its upstreams: what neither its steps nor its reply see. On the call's loop. */
public final class Passage {
    private final Inbound inbound;
    private final Set<Object> tried;
    private Optional<Passage> origin;
    private Trace trace;
    private final Held.Share held;
    private Waiting client = Waiting.NOBODY;
    private SentTo sentTo;
    private Received received;

    Passage(Inbound inbound, Held.Share held) {
        this(inbound, held, new HashSet<>(2), Optional.empty());
    }

    private Passage(Inbound inbound, Held.Share held, Set<Object> tried, Optional<Passage> origin) {
        this.inbound = inbound;
        this.held = held;
        this.tried = tried;
        this.origin = origin;
    }

    /** That of a call which goes on without its client, in the same trace; where it was sent counts for both. */
    Passage detached() {
        Passage detached = new Passage(inbound, held.another(), tried, Optional.of(this));
        detached.trace = trace();
        return detached;
    }

    /** The client of the call that it was detached from is told of early hints. */
    void passesHints() {
        origin.ifPresent(passage -> client = passage.client);
    }

    /** What it does from now on is no part of the call that it was detached from. */
    void goesItsOwnWay() {
        origin = Optional.empty();
    }

    /** The trace that the call belongs to. */
    public Trace trace() {
        if (trace == null) {
            trace = Trace.of(inbound.headers());
        }
        return trace;
    }

    /** What it holds of bodies in memory. */
    public Held.Share held() {
        return held;
    }

    /** The client that waits. */
    public Waiting client() {
        return client;
    }

    public void client(Waiting waiting) {
        client = waiting;
    }

    /** The targets that the call itself was sent to, by whichever upstream. */
    public Set<Object> tried() {
        return tried;
    }

    /** The upstream that the call was last sent to. */
    public Optional<SentTo> sentTo() {
        return Optional.ofNullable(sentTo);
    }

    public void sentTo(SentTo last) {
        sentTo = last;
        origin.ifPresent(passage -> passage.sentTo(last));
    }

    /** What an upstream's answer carried beside this reply. */
    public Optional<Received> received(Reply of) {
        return Optional.ofNullable(received).filter(last -> last.reply() == of);
    }

    public void received(Received last) {
        received = last;
    }
}
