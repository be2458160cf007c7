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
    private Trace trace;
    private Waiting client = Waiting.NOBODY;
    private SentTo sentTo;
    private Received received;

    Passage(Inbound inbound) {
        this(inbound, new HashSet<>(2));
    }

    private Passage(Inbound inbound, Set<Object> tried) {
        this.inbound = inbound;
        this.tried = tried;
    }

    /** That of a call which goes on without its client, in the same trace; they know of each other's targets. */
    Passage detached() {
        Passage detached = new Passage(inbound, tried);
        detached.trace = trace();
        return detached;
    }

    /** The trace that the call belongs to. */
    public Trace trace() {
        if (trace == null) {
            trace = Trace.of(inbound.headers());
        }
        return trace;
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
    }

    /** What an upstream's answer carried beside this reply. */
    public Optional<Received> received(Reply of) {
        return Optional.ofNullable(received).filter(last -> last.reply() == of);
    }

    public void received(Received last) {
        received = last;
    }
}
