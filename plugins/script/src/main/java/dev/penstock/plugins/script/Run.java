package dev.penstock.plugins.script;

import dev.penstock.sdk.Call;
import dev.penstock.sdk.Direction;
import dev.penstock.sdk.Problem;
import io.vertx.core.Future;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.graalvm.polyglot.PolyglotException;

/**
 * One run of one hook on one call: slices of JavaScript, and between them the waiting for a body. It ends with all
 * edits of the hook made, or with none.
 *
 * <p>A run begins on the loop and is begun anew in the pool, on the call as it was before, in two cases: its budget is
 * larger than what a loop can give and it needs that much; or another run in the same realm was cancelled while this
 * one waited. Either way the hook's edits so far are undone, so the second beginning meets what the first one met.
 */
final class Run {
    private static final long LEAST_WHEN_COLD = TimeUnit.MILLISECONDS.toNanos(100);

    private final Runner runner;
    private final Hook hook;
    private final Call call;
    private final Subject subject;
    private Exchange exchange;
    private Realm realm;
    private Budget left;
    private boolean inPool;
    private boolean cancelled;
    private String broken;
    private Slice last;

    Run(Runner runner, Hook hook, Call call, Subject subject) {
        this.runner = runner;
        this.hook = hook;
        this.call = call;
        this.subject = subject;
    }

    /** Completes on the call's loop. */
    Future<Void> start() {
        Optional<Realm> ofLoop = hook.ofLoop(isLate(), runner.pool());
        if (ofLoop.isEmpty()) {
            return startInPool();
        }
        realm = ofLoop.get();
        left = runner.budget().atMost(Probation.MOST_ON_LOOP);
        exchange = exchange();
        slice(this::enter);
        return proceed();
    }

    /** Nobody waits any more for what is not done at once: a reply may be written while the pool would edit it. */
    private boolean isLate() {
        return subject.direction() == Direction.RESPONSE && call.deadline().passed();
    }

    private Future<Void> startInPool() {
        if (isLate()) {
            return Future.succeededFuture();
        }
        inPool = true;
        realm = null;
        left = hook.probation().isCold() ? runner.budget().atLeast(LEAST_WHEN_COLD) : runner.budget();
        exchange = exchange();
        return call.lend(runner.pool(), () -> {
                    realm = hook.borrow()
                            .orElseThrow(() -> Problem.of(Problem.Kind.UNAVAILABLE, "too many hooks wait"));
                    slice(this::enter);
                    return realm;
                })
                .compose(borrowed -> proceed())
                .onComplete(end -> giveBack());
    }

    private void giveBack() {
        if (realm != null) {
            hook.giveBack(realm);
        }
    }

    private Exchange exchange() {
        String config = runner.config().apply(call);
        return new Exchange(
                call,
                subject,
                config,
                runner.pool(),
                line -> Globals.log(Level.INFO, runner.guard().who(), line));
    }

    private void enter() {
        if (realm.start(subject.direction(), exchange)) {
            exchange.done();
        }
    }

    /** Runs JavaScript, here and now. */
    private void slice(Runnable script) {
        Slice slice = new Slice(left, realm::cancel);
        try {
            runner.watchdog().run(slice, script, realm::allocated);
        } catch (PolyglotException | IllegalStateException failure) {
            broken = String.valueOf(failure.getMessage());
            if (!realm.isDead()) {
                realm.cancel();
            }
        }
        cancelled = !slice.end();
        if (cancelled || broken != null) {
            hook.forget(realm);
        }
        last = slice;
        left = slice.left();
    }

    /** Goes on with what a slice left behind. */
    private Future<Void> proceed() {
        if (cancelled) {
            return overran();
        }
        if (broken != null) {
            return failed(broken);
        }
        return switch (exchange.state()) {
            case DONE -> {
                ran();
                runner.guard().count(Guard.Outcome.DONE);
                exchange.keep();
                yield Future.succeededFuture();
            }
            case FAILED ->
                exchange.unreadable().<Future<Void>>map(this::refused).orElseGet(() -> failed(exchange.failure()));
            case PENDING -> failed("its promise can no longer settle");
            case READING -> exchange.read().compose(this::resume);
        };
    }

    private void ran() {
        if (last.took(Probation.MOST_ON_LOOP) && !hook.probation().isCold()) {
            hook.probation().lagged();
        } else {
            hook.probation().ran();
        }
    }

    private Future<Void> resume(Runnable script) {
        if (realm.isDead()) {
            return startAnew();
        }
        if (!inPool) {
            slice(script);
            return proceed();
        }
        return call.lend(runner.pool(), () -> {
                    slice(script);
                    return realm;
                })
                .compose(borrowed -> proceed());
    }

    private Future<Void> overran() {
        hook.probation().lagged();
        boolean hadLess = !inPool && runner.budget().cpuNanos() > Probation.MOST_ON_LOOP;
        if (hadLess && left.heapBytes() > 0) {
            return startAnew();
        }
        exchange.undo();
        runner.guard().overran();
        Globals.log(Level.WARNING, runner.guard().who(), "a hook was stopped after it used " + last.used());
        return Future.failedFuture(Problem.of(Problem.Kind.STEP_FAILED, "the hook used more than it may"));
    }

    private Future<Void> startAnew() {
        exchange.undo();
        if (inPool) {
            return failed("its realm is gone");
        }
        cancelled = false;
        broken = null;
        return startInPool();
    }

    private Future<Void> refused(Problem unreadable) {
        exchange.undo();
        runner.guard().count(Guard.Outcome.UNREADABLE);
        return Future.failedFuture(unreadable);
    }

    private Future<Void> failed(String why) {
        exchange.undo();
        runner.guard().count(Guard.Outcome.FAILED);
        Globals.log(
                Level.ERROR,
                runner.guard().who(),
                "a hook failed: " + hook.source().legible(why));
        return Future.failedFuture(Problem.of(Problem.Kind.STEP_FAILED, "the hook failed"));
    }
}
