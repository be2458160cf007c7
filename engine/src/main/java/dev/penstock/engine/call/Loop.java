package dev.penstock.engine.call;

import dev.penstock.sdk.RouteName;
import dev.penstock.sdk.Scheduler;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** One event loop: the only thread that touches the calls it owns. */
public final class Loop {
    private static final System.Logger LOG = System.getLogger(Loop.class.getName());

    private final int index;
    private final Context context;
    private final Scheduler scheduler;
    private final Thread thread = Thread.currentThread();
    private final Deque<Runnable> afterwards = new ArrayDeque<>();
    /** Written on the loop before {@link #turns} is, and read by {@link LoopWatch} after it. */
    private CallState running;

    private Site site = Site.NONE;
    /** Counts what begins and what ends: while it stands still, so does the loop. */
    private final AtomicInteger turns = new AtomicInteger();

    private Loop(int index, Context context, Scheduler scheduler) {
        this.index = index;
        this.context = context;
        this.scheduler = scheduler;
    }

    /** The loop of the thread that asks. */
    public static Loop current(int index, Context context, Scheduler scheduler) {
        return new Loop(index, context, scheduler);
    }

    /** From 0, for what is kept once per loop. */
    public int index() {
        return index;
    }

    public Scheduler scheduler() {
        return scheduler;
    }

    /** Whether the thread that asks is this loop. */
    public boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    /**
     * On the loop: from now on the code of this step runs here, until it is {@linkplain #leave left}.
     *
     * @return what ran until now, to be given back when this is left
     */
    public Site enter(CallState call, Site step) {
        Site before = site;
        running = call;
        site = step;
        turns.lazySet(turns.getPlain() + 1);
        return before;
    }

    /** On the loop: the code of the step has returned. */
    public void leave(Site before) {
        site = before;
        if (before.equals(Site.NONE)) {
            running = null;
        }
        turns.lazySet(turns.getPlain() + 1);
    }

    int turns() {
        return turns.get();
    }

    /** The step whose code runs here; {@link Site#NONE}: none does. For another thread that has read {@link #turns}. */
    Site site() {
        return site;
    }

    /** The route of the call whose step runs here. */
    Optional<RouteName> route() {
        return Optional.ofNullable(running).map(CallState::route);
    }

    Thread thread() {
        return thread;
    }

    /** Runs at once when already on the loop, else as its next task. */
    public void run(Runnable task) {
        if (isCurrent()) {
            task.run();
        } else {
            context.runOnContext(ignored -> task.run());
        }
    }

    /** A future that completes on this loop, wherever the other one does. */
    <T> Future<T> home(Future<T> elsewhere) {
        Promise<T> here = Promise.promise();
        elsewhere.onComplete(done -> run(() -> here.handle(done)));
        return here.future();
    }

    /** On the loop: runs when what has come in together has been dealt with; all that wait for that are one task. */
    public void afterwards(Runnable task) {
        if (afterwards.isEmpty()) {
            context.runOnContext(ignored -> catchUp());
        }
        afterwards.add(task);
    }

    private void catchUp() {
        while (!afterwards.isEmpty()) {
            try {
                afterwards.peek().run();
            } catch (RuntimeException failure) {
                LOG.log(System.Logger.Level.ERROR, "a task of an event loop failed", failure);
            }
            afterwards.remove();
        }
    }
}
