package dev.penstock.sdk;

import java.time.Duration;

/** A named set of backends, with one pool of connections for all who send to it. */
public interface Upstream {
    /** Its name in the file. */
    String name();

    /** The time-out of one attempt, until the response head. */
    Duration timeout();

    /**
     * Sends one request, on the call's loop and within its deadline; it is cancelled when the call ends. The pool, the
     * targets and the hop-by-hop rules of RFC 9110 section 7.6 are the upstream's affair. {@link Call#outbound()} goes to a target to
     * which this call, or one {@linkplain Call#detached detached} from it, was not sent yet, where there is one.
     *
     * @param request not changed; its body is read once; {@link Call#outbound()} or one of the step's own
     */
    Sent send(Call call, Outbound request);

    /**
     * The same upstream with another time-out.
     *
     * @param timeout of one attempt, until the response head
     */
    Upstream withTimeout(Duration timeout);
}
