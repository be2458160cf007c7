package dev.penstock.sdk;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * One request on its way through a pipeline. One thread at a time: the event loop that owns it, or the pool that it is
 * {@linkplain #lend lent} to.
 */
public interface Call {
    /** What the client sent; never changes. */
    Inbound inbound();

    /** What will be sent upstream; steps edit it. */
    Outbound outbound();

    /** The route that the request matched. */
    RouteName route();

    /** When the whole request must have ended, in real time. */
    Deadline deadline();

    /**
     * Room in the gateway's memory for what is made of bodies, such as a tree that was {@linkplain Json#parse(Buffer,
     * Body.Holding) parsed}: it counts beside the bodies themselves until the call has ended. On its loop.
     */
    default Body.Holding holding() {
        return bytes -> true;
    }

    /** Who the caller is, once an auth step has found out. */
    Optional<Principal> principal();

    /** Says who the caller is. */
    void principal(Principal principal);

    /** What a step put under this key in this call. */
    <T> Optional<T> get(Key<T> key);

    /** Keeps a value for this call, for steps that hold the same key. */
    <T> void put(Key<T> key, T value);

    /** {@code vars} of the expressions: JSON values by name, set by scripts and plugins. */
    Map<String, Object> vars();

    /**
     * Adds to this request's line of the access log, under {@code notes}: what an operator wants to know of this one
     * request, such as why it was slow. Of a {@linkplain #detached detached} call it goes to the line of the request that it
     * came from, if that has not ended.
     *
     * @param name the step's; a later note of the same name replaces the first
     * @param text of the file and of measures alone: nothing that a client or an upstream sent
     */
    default void note(String name, String text) {}

    /**
     * Answers here: the steps below are skipped, the reply goes up from the step that runs. A second answer replaces
     * the first, whose body is discarded.
     */
    void respond(Reply reply);

    /** The reply as it stands, on the way back; empty on the way down. */
    Optional<Reply> reply();

    /** Takes part on the way back, newest hook first; registered again each time the step runs. */
    void onReply(ReplyHook hook);

    /**
     * Runs once on every path, when the last byte of the answer is written or the call is given up; at once when that
     * was before. What is sent or run for a call that has ended fails with a 503 and does nothing.
     */
    void onEnd(Consumer<Ending> release);

    /**
     * The same request as it stands here, without its client: it goes on when the client leaves, with a deadline and
     * hooks of its own. {@link #outbound()}, {@link #vars()}, slots, keys and principal are copied, the values themselves
     * are shared; what the detached call learns does not come back. The body is empty unless it
     * {@linkplain Body#isWhole() is whole}; another may be put in its place. It runs on the same loop, is run once, and
     * ends when the body of its reply was read or discarded (one that is whole counts as read when the run completes),
     * or at its limit. Its reply may be returned as that of this call.
     *
     * @param limit the new deadline, from now, body included; long where the answer may be a stream
     */
    Detached detached(Duration limit);

    /**
     * The same future on this call's loop: for what completes elsewhere, such as an answer that another call waits for
     * too. What is returned to {@link Step}, {@link Around} and {@link ReplyHook} need not be: it is what stands
     * <em>behind</em> the future, in a {@code map} or {@code compose}, that touches the call.
     */
    <T> Future<T> onLoop(Future<T> elsewhere);

    /**
     * Runs work off the loop and comes back to it; not in a branch of a {@link Fork}, which shares the call: no other code touches the call meanwhile, a deadline or a client
     * that leaves only sets a flag that is looked at on return.
     *
     * @return completes on the call's loop; fails with what the work threw, or with 503 when the pool is full
     */
    <T> Future<T> lend(Pool pool, Callable<T> work);
}
