package dev.penstock.sdk.testkit;

import dev.penstock.sdk.Around;
import dev.penstock.sdk.Call;
import dev.penstock.sdk.Fork;
import dev.penstock.sdk.Problem;
import dev.penstock.sdk.Reply;
import dev.penstock.sdk.Stage;
import dev.penstock.sdk.Step;
import dev.penstock.sdk.StepFactory;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * One step, created and ready to run.
 *
 * <pre>{@code
 * TestHost host = new TestHost();
 * StepTest step = StepTest.of(new StampFactory(), new StampConfig(Nodes.of("seen ${request.path}"), "x-stamp"), host);
 * Reply reply = step.run(TestCall.get("/a"), below -> Reply.of(204)).result();
 * assertEquals("seen /a", reply.headers().get("x-stamp"));
 * }</pre>
 */
public final class StepTest implements AutoCloseable {
    private final List<Stage> stages;
    private final TestContext context;

    private StepTest(List<Stage> stages, TestContext context) {
        this.stages = stages;
        this.context = context;
    }

    /** Creates the step, as the gateway does for one place of one file. */
    public static <C extends Record> StepTest of(StepFactory<C> factory, C settings, TestHost host) {
        return of(factory, settings, host, Path.of(""));
    }

    /** The same, for a step that names files. */
    public static <C extends Record> StepTest of(StepFactory<C> factory, C settings, TestHost host, Path folder) {
        TestContext context = new TestContext(host, factory.type(), folder);
        List<Stage> stages = List.copyOf(factory.create(settings, context));
        context.created();
        return new StepTest(stages, context);
    }

    /** The faults that it found in its settings: a file with one is refused. */
    public List<String> faults() {
        return context.faults();
    }

    /** What it warned of. */
    public List<String> warnings() {
        return context.warnings();
    }

    /**
     * Runs a call down through the step and up again.
     *
     * @param below what the steps below answer, an upstream's answer included; not asked when the step answers itself
     * @return the reply that the client gets; a {@link Problem}, like whatever else goes wrong, is a reply with
     *     {@link Reply#problem()}. Not complete while the step waits for something
     */
    public Future<Reply> run(TestCall call, Function<Call, Reply> below) {
        return new Run(below).from(0, call);
    }

    /** Releases what the step holds, as the gateway does when the last call of its file has ended. */
    @Override
    public void close() {
        context.close();
    }

    /** One call on its way. */
    private final class Run {
        private final Function<Call, Reply> below;

        Run(Function<Call, Reply> below) {
            this.below = below;
        }

        /** Through the stages from this one on; never fails. */
        Future<Reply> from(int stage, TestCall call) {
            int depth = call.hooks();
            return down(stage, call).transform(done -> {
                if (done.failed()) {
                    call.respond(failed(done.cause()));
                }
                return up(depth, call);
            });
        }

        private Future<Void> down(int stage, TestCall call) {
            if (call.reply().isPresent()) {
                return Future.succeededFuture();
            }
            if (stage == stages.size()) {
                call.respond(below.apply(call));
                return Future.succeededFuture();
            }
            try {
                return work(stage, call).compose(done -> down(stage + 1, call));
            } catch (RuntimeException thrown) {
                return Future.failedFuture(thrown);
            }
        }

        private Future<?> work(int stage, TestCall call) {
            Stage next = stages.get(stage);
            if (next instanceof Step step) {
                return step.apply(call);
            }
            if (next instanceof Around around) {
                return around.apply(call, which -> again(stage + 1, (TestCall) which))
                        .onSuccess(call::respond);
            }
            if (next instanceof Fork fork) {
                List<Future<?>> branches = new ArrayList<>();
                fork.branches().forEach(branch -> branches.add(branch.apply(call)));
                return Future.join(branches);
            }
            // What is sent elsewhere is answered by what stands in for all that is below.
            call.respond(below.apply(call));
            return Future.succeededFuture();
        }

        private Future<Reply> again(int stage, TestCall call) {
            call.restart();
            return from(stage, call).onSuccess(reply -> call.restart());
        }

        /** The hooks above this depth, newest first. */
        private Future<Reply> up(int depth, TestCall call) {
            if (call.hooks() == depth) {
                return Future.succeededFuture(call.reply().orElseThrow());
            }
            return part(call).transform(done -> {
                if (done.failed()) {
                    call.respond(failed(
                            Problem.of(Problem.Kind.STEP_FAILED, "a step could not shape the answer", done.cause())));
                }
                return up(depth, call);
            });
        }

        private Future<Void> part(TestCall call) {
            try {
                return call.nextHook().onReply(call.reply().orElseThrow());
            } catch (RuntimeException thrown) {
                return Future.failedFuture(thrown);
            }
        }
    }

    private static Reply failed(Throwable failure) {
        Problem problem = failure instanceof Problem known
                ? known
                : Problem.of(Problem.Kind.STEP_FAILED, "the gateway could not complete this step", failure);
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().set("content-type", "application/problem+json");
        problem.headers().forEach(header -> headers.add(header.name(), header.value()));
        return Reply.failed(
                problem, headers, Reply.json(problem.status(), problem.detail()).body());
    }
}
