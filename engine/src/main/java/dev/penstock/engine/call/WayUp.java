package dev.penstock.engine.call;

import dev.penstock.sdk.Problem;
import dev.penstock.sdk.Reply;
import dev.penstock.sdk.ReplyHook;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;

/**
 * The way back of one call: the hooks of its steps, newest first.
 *
 * <p>A hook that fails replaces the reply by an error, which the hooks above it see. Once the deadline has passed hooks
 * still run, but nobody waits for what they have not done at once.
 */
final class WayUp {
    private final CallState call;
    private final List<Hook> hooks = new ArrayList<>(4);
    private boolean late;

    /** A step's part on the way back, and the step. */
    private record Hook(ReplyHook hook, Site site) {}

    /** The answer that a step wants to see could not be held: no fault of the step's. */
    private static final class NotHeld extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotHeld(Throwable cause) {
            super(null, cause, false, false);
        }
    }

    WayUp(CallState call) {
        this.call = call;
    }

    void add(ReplyHook hook, Site site) {
        hooks.add(new Hook(hook, site));
    }

    int depth() {
        return hooks.size();
    }

    /** A step that failed takes no part: what it registered above this depth is forgotten. */
    void forget(int depth, Site site) {
        for (int i = hooks.size() - 1; i >= depth; i--) {
            if (hooks.get(i).site.equals(site)) {
                hooks.remove(i);
            }
        }
    }

    /** From now on nobody waits. */
    void hurry() {
        late = true;
    }

    /** Runs the hooks above this depth; completes on the loop and never fails. */
    Future<Void> climb(int depth) {
        while (hooks.size() > depth) {
            Hook hook = hooks.remove(hooks.size() - 1);
            Future<Void> part = takePart(hook);
            if (!part.isComplete() && !late) {
                return climbAfter(part, hook, depth);
            }
            if (part.failed()) {
                note(hook, part.cause());
            }
        }
        return Future.succeededFuture();
    }

    private Future<Void> climbAfter(Future<Void> part, Hook hook, int depth) {
        Promise<Void> top = Promise.promise();
        part.onComplete(done -> call.loop().run(() -> {
            if (done.failed()) {
                note(hook, done.cause());
            }
            climb(depth).onComplete(top);
        }));
        return top.future();
    }

    private Future<Void> takePart(Hook hook) {
        call.enter(hook.site);
        Reply reply = call.current();
        Site before = call.loop().enter(call, hook.site);
        try {
            if (hook.site.holdsResponse() >= 0 && !reply.body().isWhole()) {
                return reply.body()
                        .whole(hook.site.holdsResponse())
                        .compose(
                                held -> known(hook.hook.onReply(reply)),
                                cause -> Future.failedFuture(new NotHeld(cause)));
            }
            return known(hook.hook.onReply(reply));
        } catch (Throwable failure) {
            return Future.failedFuture(failure);
        } finally {
            call.loop().leave(before);
        }
    }

    private static Future<Void> known(Future<Void> part) {
        return part == null ? Future.failedFuture("the hook returned null instead of a future") : part;
    }

    private void note(Hook hook, Throwable failure) {
        if (late) {
            return;
        }
        if (failure instanceof NotHeld) {
            // The body is spent: there is no answer to go on with.
            call.fail(failure.getCause(), hook.site);
            return;
        }
        Problem problem = Problems.of(failure, call.route(), hook.site.step());
        // Nobody is refused on the way up: whatever fails there is a fault.
        if (hook.site.skipsFaults() && problem.proxyError().isEmpty()) {
            return;
        }
        call.fail(
                problem.status() == 500
                        ? problem
                        : Problem.of(Problem.Kind.STEP_FAILED, "a step could not shape the answer", problem),
                hook.site);
    }
}
