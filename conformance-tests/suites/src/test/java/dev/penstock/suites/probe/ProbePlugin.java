package dev.penstock.suites.probe;

import dev.penstock.sdk.Around;
import dev.penstock.sdk.Callout;
import dev.penstock.sdk.Fork;
import dev.penstock.sdk.Node;
import dev.penstock.sdk.Outbound;
import dev.penstock.sdk.Plugin;
import dev.penstock.sdk.Reply;
import dev.penstock.sdk.Rest;
import dev.penstock.sdk.Stage;
import dev.penstock.sdk.Step;
import dev.penstock.sdk.StepContext;
import dev.penstock.sdk.StepFactory;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Steps that only tests need: each uses one power of the SDK. */
public final class ProbePlugin implements Plugin {
    @Override
    public List<StepFactory<?>> steps() {
        return List.of(
                new Probe("witness", (settings, context) -> List.of(witness(settings.name(), context))),
                new Probe("witness-around", (settings, context) -> List.of(around(settings.name(), context))),
                new Probe(
                        "witness-fork",
                        (settings, context) -> List.of(new Fork(List.of(
                                witness(settings.name() + "-1", context),
                                elsewhere(),
                                witness(settings.name() + "-2", context))))),
                new Probe("elsewhere", (settings, context) -> List.of(elsewhere())),
                new Probe("retry-once", (settings, context) -> List.of((Around) ProbePlugin::retry)),
                new Probe(
                        "hedge",
                        (settings, context) -> List.of(new Hedge(context.host().scheduler(), Duration.ofMillis(100)))),
                new Probe("slow-to-load", (settings, context) -> List.of(loaded(context))),
                new Probe("preflight", (settings, context) -> List.of(new Preflighted(settings.name()))),
                new Probe("stuck", (settings, context) -> List.of(stuck())),
                new Probe("deflate", (settings, context) -> List.of(Deflate.step())),
                new Probe("fail-around", (settings, context) -> List.of(failingAround(settings.name()))),
                new Probe("fail", (settings, context) -> List.of(failing(settings.name()))),
                new Probe(
                        "callout",
                        (settings, context) -> List.of(new Callout(
                                context.endpoint(settings.text()),
                                Map.of("x-declared", context.text(new Node.Scalar(settings.at(), "yes", "yes"))),
                                Optional.empty(),
                                Duration.ofMillis(800),
                                true))));
    }

    /** The settings: one text. */
    public record Settings(Node text) {
        String name() {
            return ((Node.Scalar) text).text();
        }

        dev.penstock.sdk.Place at() {
            return text.place();
        }
    }

    private record Probe(String type, BiFunction<Settings, StepContext, List<Stage>> stages)
            implements StepFactory<Settings> {
        @Override
        public Class<Settings> settings() {
            return Settings.class;
        }

        @Override
        public Optional<String> shorthand() {
            return Optional.of("text");
        }

        @Override
        public List<Stage> create(Settings settings, StepContext context) {
            return stages.apply(settings, context);
        }
    }

    private static Step witness(String name, StepContext context) {
        Witness witness = context.host().service(Witness.class).orElseThrow();
        return call -> {
            witness.saw(name);
            call.onReply(reply -> {
                witness.saw(name + " up");
                return Future.succeededFuture();
            });
            return Future.succeededFuture();
        };
    }

    /** Takes as long to load as the test says. */
    private static Step loaded(StepContext context) {
        context.host().service(Loading.class).ifPresent(Loading::pass);
        return call -> Future.succeededFuture();
    }

    private static Around around(String name, StepContext context) {
        Witness witness = context.host().service(Witness.class).orElseThrow();
        return (call, rest) -> {
            witness.saw(name);
            return rest.run(call).onComplete(reply -> witness.saw(name + " up"));
        };
    }

    /** Completes on a thread of its own: the engine must bring the call back. */
    private static Step elsewhere() {
        return call -> {
            Promise<Void> promise = Promise.promise();
            Thread thread = new Thread(promise::complete, "elsewhere");
            thread.setDaemon(true);
            thread.start();
            return promise.future();
        };
    }

    /** What a third party would write to try again: what the steps below add must not pile up. */
    private static Future<Reply> retry(dev.penstock.sdk.Call call, Rest rest) {
        Outbound before = call.outbound().copy();
        return rest.run(call).compose(reply -> {
            if (reply.status() < 500) {
                return Future.succeededFuture(reply);
            }
            reply.body().discard();
            call.outbound().restore(before);
            return rest.run(call);
        });
    }

    /** Fails before, or after, the steps below have run. */
    private static Around failingAround(String when) {
        return (call, rest) -> when.equals("before")
                ? Future.failedFuture("secret inner text")
                : rest.run(call).compose(reply -> Future.failedFuture("secret inner text"));
    }

    /** Its part on the way back never ends. */
    private static Step stuck() {
        return call -> {
            call.onReply(reply -> Promise.<Void>promise().future());
            return Future.succeededFuture();
        };
    }

    private static Step failing(String how) {
        return switch (how) {
            case "throw" ->
                call -> {
                    throw new IllegalStateException("secret inner text");
                };
            case "error" ->
                call -> {
                    throw new StackOverflowError("secret inner text");
                };
            case "hook" ->
                call -> {
                    call.onReply(reply -> Future.failedFuture("secret inner text"));
                    return Future.succeededFuture();
                };
            default -> call -> Future.failedFuture("secret inner text");
        };
    }
}
