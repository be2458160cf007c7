package dev.penstock.sdk;

import java.time.Duration;
import java.util.List;
import java.util.Set;

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

    /**
     * The same upstream, which gives way to others: what it cannot do is sent to the next of them, by the rules and within
     * the budget of its own retries. An upstream without a healthy target counts as 503.
     *
     * @param next from {@link StepContext#upstream}, in turn
     * @param on after what
     */
    Upstream withFallback(List<Upstream> next, Set<RetryOn> on);

    /**
     * The same upstream, to which a request is sent a second time, to another target, when the first one has no answer
     * after a while; the first answer counts, the other is given up. For methods that may be sent again and bodies that
     * are whole, within the budget of its retries.
     *
     * @param after how long the first one has
     */
    Upstream withHedge(Duration after);
}
