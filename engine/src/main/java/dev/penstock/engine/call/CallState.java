package dev.penstock.engine.call;

import dev.penstock.sdk.Body;
import dev.penstock.sdk.Call;
import dev.penstock.sdk.Deadline;
import dev.penstock.sdk.Detached;
import dev.penstock.sdk.Ending;
import dev.penstock.sdk.Inbound;
import dev.penstock.sdk.Key;
import dev.penstock.sdk.Outbound;
import dev.penstock.sdk.Pool;
import dev.penstock.sdk.Principal;
import dev.penstock.sdk.Problem;
import dev.penstock.sdk.Reply;
import dev.penstock.sdk.ReplyHook;
import dev.penstock.sdk.RouteName;
import dev.penstock.sdk.Scheduler;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The one implementation of {@link Call}: what happened to a request so far, and the ways in which it can end.
 *
 * <p>Completion, the deadline and a client that leaves meet in two finish-once places: the first of them decides the
 * {@link #answer}, and the first {@link #end} releases what the steps hold. All of it happens on the loop; while the
 * call is lent to a pool, deadline and client only leave a note, read when the call comes back.
 */
public final class CallState implements Detached {
    private final Loop loop;
    private final Inbound inbound;
    private final Outbound outbound;
    private final Passage passage;
    private final RouteName route;
    private final Optional<Duration> limit;
    private final Deadline deadline;
    private final Promise<Reply> answer = Promise.promise();
    private final WayUp wayUp = new WayUp(this);
    private final Memory memory;
    private final Releases releases;
    private final Loan loan;
    private Reply reply;
    private Site site = Site.NONE;
    private boolean down = true;
    private boolean late;
    private boolean ended;
    private boolean detached;
    private boolean begun;
    private Consumer<CallState> company = begun -> {};
    private Scheduler.Timer alarm = () -> {};
    private Site forgiven = Site.NONE;
    private CallState asked = this;
    private Map<String, String> notes = Map.of();

    /** What came, and what will be sent. */
    private record Request(Inbound inbound, Outbound outbound, Passage passage) {}

    /** @param held what it holds of its request's body, and of answers */
    public CallState(
            Loop loop, Inbound inbound, Outbound outbound, Held.Share held, RouteName route, Optional<Duration> limit) {
        this(loop, new Request(inbound, outbound, new Passage(inbound, held)), route, limit, new Memory());
    }

    private CallState(Loop loop, Request request, RouteName route, Optional<Duration> limit, Memory memory) {
        this.loop = loop;
        this.passage = request.passage;
        this.inbound = request.inbound;
        this.outbound = request.outbound;
        this.memory = memory;
        this.route = route;
        this.limit = limit;
        this.releases = new Releases(route);
        this.loan = new Loan(loop);
        this.deadline = new CallDeadline(limit);
    }

    public Loop loop() {
        return loop;
    }

    /** The reply that the client gets; completes once, on the loop. */
    public Future<Reply> answer() {
        return answer.future();
    }

    @Override
    public Inbound inbound() {
        return inbound;
    }

    @Override
    public Outbound outbound() {
        return outbound;
    }

    @Override
    public RouteName route() {
        return route;
    }

    @Override
    public Deadline deadline() {
        return deadline;
    }

    @Override
    public Body.Holding holding() {
        return passage.held();
    }

    @Override
    public Optional<Principal> principal() {
        return memory.principal();
    }

    @Override
    public void principal(Principal principal) {
        memory.principal(principal);
    }

    @Override
    public <T> Optional<T> get(Key<T> key) {
        return memory.get(key);
    }

    @Override
    public <T> void put(Key<T> key, T value) {
        memory.put(key, value);
    }

    @Override
    public Map<String, Object> vars() {
        return memory.vars();
    }

    @Override
    public Optional<Reply> reply() {
        return down ? Optional.empty() : Optional.ofNullable(reply);
    }

    @Override
    public void note(String name, String text) {
        if (asked.notes.isEmpty()) {
            asked.notes = new LinkedHashMap<>();
        }
        asked.notes.put(name, text);
    }

    /** What its steps noted for the access log so far. */
    public Map<String, String> notes() {
        return notes.isEmpty() ? notes : new LinkedHashMap<>(notes);
    }

    @Override
    public void respond(Reply next) {
        if (reply != null && reply != next) {
            reply.body().discard();
        }
        reply = next;
        if (ended) {
            next.body().discard();
        }
    }

    @Override
    public void onReply(ReplyHook hook) {
        wayUp.add(hook, site);
    }

    @Override
    public void onEnd(Consumer<Ending> release) {
        if (ended) {
            release.accept(Ending.ABANDONED);
        } else {
            releases.add(release);
        }
    }

    @Override
    public Detached detached(Duration limit) {
        Request same = new Request(inbound, outbound.copy(), passage.detached());
        CallState twin = new CallState(loop, same, route, Optional.of(limit), memory.copy());
        twin.site = site;
        twin.detached = true;
        twin.company = company;
        twin.asked = asked;
        return twin;
    }

    @Override
    public void giveUp() {
        if (begun) {
            abandon();
        }
    }

    @Override
    public void passesHints() {
        passage.passesHints();
    }

    @Override
    public <T> Future<T> onLoop(Future<T> elsewhere) {
        return loop.home(elsewhere);
    }

    @Override
    public <T> Future<T> lend(Pool pool, Callable<T> work) {
        return loan.to(pool, work);
    }

    /** Who counts this call counts each one that is detached from it too, from its beginning. */
    public void countedBy(Consumer<CallState> counting) {
        company = counting;
        counting.accept(this);
    }

    /** Sets the alarm of the deadline. */
    public void begin() {
        limit.ifPresent(whole -> alarm = loop.scheduler().after(whole, this::expire));
    }

    @Override
    public void doing(Supplier<Future<?>> work) {
        passage.goesItsOwnWay();
        if (beginsDetached()) {
            work.get().onComplete(done -> end(Ending.COMPLETE));
        }
    }

    /** Begins a detached call: true once, where it enters its pipeline. */
    public boolean beginsDetached() {
        boolean begins = detached && !begun;
        if (begins) {
            begun = true;
            company.accept(this);
            begin();
        }
        return begins;
    }

    /** A detached call ends when the body of its answer has been read: the answer with such a body. */
    public Reply endingWithBody(Reply settled) {
        Body source = settled.body();
        if (source.isWhole()) {
            end(Ending.COMPLETE);
            return settled;
        }
        // A reply of its own: this call goes on to hold the one that it settled, with the source of the body.
        return new Reply(
                settled.status(),
                settled.headers(),
                Body.of(
                        new WatchedStream(source.stream(), this::end),
                        source.length(),
                        Body.Source.UPSTREAM,
                        () -> {
                            source.discard();
                            end(Ending.ABANDONED);
                        },
                        passage.held()));
    }

    /** Enters a step: what it registers and what fails is its own. */
    public void enter(Site next) {
        site = next;
    }

    public Site site() {
        return site;
    }

    /** Forgives the fault of this step: its further stages are skipped. */
    public void forgive(Site at) {
        forgiven = at;
    }

    /** Whether a fault of an earlier stage of this very step was forgiven. */
    public boolean isForgiven(Site at) {
        return forgiven.equals(at);
    }

    /** Whether the way down is over: a step answered or failed, or nobody waits for the call any more. */
    public boolean isAnswered() {
        return reply != null || ended || answer.future().isComplete();
    }

    /** Answers with what went wrong at this step. */
    public void fail(Throwable failure, Site at) {
        if (ended) {
            return;
        }
        Problem problem = Problems.of(failure, route, at.step());
        respond(Problems.reply(problem, inbound.id(), Optional.of(route), at.step()));
    }

    /** How it passes between its client and its upstreams. */
    public Passage passage() {
        return passage;
    }

    /** It has become a tunnel: the deadline does not count any more. */
    public void lasts() {
        alarm.cancel();
    }

    /** Whether it goes on without a client. */
    public boolean isDetached() {
        return detached;
    }

    /** How many hooks are registered: where an {@code Around} stands in the stack. */
    public int depth() {
        return wayUp.depth();
    }

    /** Forgets the hooks that a step which failed had registered above this depth. */
    public void forgetHooks(int depth, Site failed) {
        wayUp.forget(depth, failed);
    }

    /** Forgets an answer and goes down (again). */
    public void descend() {
        reply = null;
        down = true;
    }

    /**
     * Goes up: the hooks that were registered above this depth take part, newest first.
     *
     * @return the reply as they left it; never fails
     */
    public Future<Reply> ascend(int depth) {
        if (reply == null) {
            reply = ended ? givenUp() : made(Problem.of(Problem.Kind.STEP_FAILED, "no step of this route answered"));
        }
        down = false;
        return wayUp.climb(depth).map(top -> reply);
    }

    /** An Around has the reply now: the call is on its way down until it answers. */
    public void rest() {
        down = true;
    }

    /** What stands for the answer of a call that nobody waits for. */
    public Reply givenUp() {
        return made(Problem.of(Problem.Kind.UNAVAILABLE, "the request was given up"));
    }

    private Reply made(Problem problem) {
        return Problems.reply(problem, inbound.id(), Optional.of(route), "");
    }

    /** The reply as it stands. */
    Reply current() {
        return reply;
    }

    /** The pipeline has run: its reply is the answer unless another came first. */
    public void complete(Reply settled) {
        if (!answer.tryComplete(settled)) {
            settled.body().discard();
        }
    }

    /** The deadline passed: before there is an answer it is 504, which the steps above still edit. */
    public void expire() {
        loan.interrupt(() -> {
            if (ended) {
                return;
            }
            late = true;
            if (answer.future().isComplete()) {
                end(Ending.LATE);
                return;
            }
            Site at = site;
            wayUp.hurry();
            fail(
                    Problem.of(Problem.Kind.DEADLINE, "the deadline of this route passed")
                            .proxyError("http_response_timeout"),
                    at);
            complete(ascend(0).result());
        });
    }

    /** Whether its deadline has passed. */
    public boolean isLate() {
        return late;
    }

    /** How long it may take as a whole. */
    public long limitMillis() {
        return limit.map(Duration::toMillis).orElse(Long.MAX_VALUE);
    }

    /** The client left, or nobody wants the answer any more. */
    public void abandon() {
        loan.interrupt(() -> {
            end(Ending.ABANDONED);
            answer.tryFail("the client left");
        });
    }

    /** Ends the call once and releases what its steps hold. */
    public void end(Ending how) {
        if (ended) {
            return;
        }
        ended = true;
        alarm.cancel();
        releases.run(how);
        if (how != Ending.COMPLETE && reply != null) {
            reply.body().discard();
        }
        outbound.body().discard();
        passage.held().release();
    }

    public boolean hasEnded() {
        return ended;
    }
}
