package dev.penstock.sdk.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.sdk.Around;
import dev.penstock.sdk.Ending;
import dev.penstock.sdk.Expression;
import dev.penstock.sdk.Fork;
import dev.penstock.sdk.Node;
import dev.penstock.sdk.Principal;
import dev.penstock.sdk.Problem;
import dev.penstock.sdk.Reply;
import dev.penstock.sdk.Stage;
import dev.penstock.sdk.Step;
import dev.penstock.sdk.StepContext;
import dev.penstock.sdk.StepFactory;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** The test kit runs a step as the gateway does. */
class StepTestTest {
    private final TestHost host = new TestHost();

    private record Settings(Node text) {}

    private record Factory(BiFunction<Settings, StepContext, List<Stage>> made) implements StepFactory<Settings> {
        @Override
        public String type() {
            return "probe";
        }

        @Override
        public Class<Settings> settings() {
            return Settings.class;
        }

        @Override
        public List<Stage> create(Settings settings, StepContext context) {
            return made.apply(settings, context);
        }
    }

    private StepTest probe(Object text, BiFunction<Settings, StepContext, List<Stage>> made) {
        return StepTest.of(new Factory(made), new Settings(Nodes.of(text)), host);
    }

    private StepTest probe(Stage... stages) {
        return probe("", (settings, context) -> List.of(stages));
    }

    @Test
    void hooksSeeTheAnswerNewestFirst() {
        List<String> order = new ArrayList<>();
        Step first = call -> {
            call.onReply(reply -> {
                order.add("first");
                return Future.succeededFuture();
            });
            return Future.succeededFuture();
        };
        Step second = call -> {
            call.onReply(reply -> {
                order.add("second");
                reply.status(202);
                return Future.succeededFuture();
            });
            return Future.succeededFuture();
        };
        Reply reply = probe(first, second)
                .run(TestCall.get("/"), below -> Reply.of(200))
                .result();
        assertThat(reply.status()).isEqualTo(202);
        assertThat(order).containsExactly("second", "first");
    }

    @Test
    void aStepThatAnswersHidesWhatIsBelow() {
        Step answers = call -> {
            call.respond(Reply.of(204));
            return Future.succeededFuture();
        };
        Reply reply = probe(answers)
                .run(TestCall.get("/"), below -> {
                    throw new AssertionError("asked");
                })
                .result();
        assertThat(reply.status()).isEqualTo(204);
    }

    @Test
    void aProblemAndAThrowAreAnswers() {
        Step refuses = call -> Future.failedFuture(Problem.of(Problem.Kind.FORBIDDEN, "no"));
        Step breaks = call -> {
            throw new IllegalStateException();
        };
        assertThat(status(probe(refuses))).isEqualTo(403);
        assertThat(status(probe(breaks))).isEqualTo(500);
    }

    @Test
    void aStepThatWaitsIsNotThereYet() {
        Promise<Void> waits = Promise.promise();
        Step step = call -> waits.future();
        Future<Reply> reply = probe(step).run(TestCall.get("/"), below -> Reply.of(200));
        assertThat(reply.isComplete()).isFalse();
        waits.complete();
        assertThat(reply.result().status()).isEqualTo(200);
    }

    @Test
    void anAroundRunsWhatIsBelowAgain() {
        int[] asked = {0};
        Around twice = (call, rest) ->
                rest.run(call).compose(first -> first.status() == 503 ? rest.run(call) : Future.succeededFuture(first));
        Reply reply = probe(twice)
                .run(TestCall.get("/"), below -> Reply.of(asked[0]++ == 0 ? 503 : 200))
                .result();
        assertThat(reply.status()).isEqualTo(200);
        assertThat(asked[0]).isEqualTo(2);
    }

    @Test
    void branchesOfAForkAllRun() {
        Step left = call -> {
            call.vars().put("left", 1);
            return Future.succeededFuture();
        };
        Step right = call -> {
            call.vars().put("right", 2);
            return Future.succeededFuture();
        };
        TestCall call = TestCall.get("/");
        probe(new Fork(List.of(left, right))).run(call, below -> Reply.of(200));
        assertThat(call.vars()).isEqualTo(Map.of("left", 1, "right", 2));
    }

    @Test
    void aTemplateReadsTheCall() {
        String[] seen = {""};
        StepTest step = probe(
                "${request.method} ${path.id} ${query.q} ${header['x-a']} ${auth.subject}", (settings, context) -> {
                    Expression<String> text = context.text(settings.text());
                    Step read = call -> {
                        seen[0] = text.evaluate(call);
                        return Future.succeededFuture();
                    };
                    return List.of(read);
                });
        Principal ann = new Principal(Optional.of("ann"), Map.of(), Set.of(), Optional.empty(), Optional.empty());
        TestCall call =
                TestCall.get("/p/7?q=a%20b").path("id", "7").header("X-A", "1").by(ann);
        assertThat(step.run(call, below -> Reply.of(200)).result().status()).isEqualTo(200);
        assertThat(seen[0]).isEqualTo("GET 7 a b 1 ann");
        assertThat(step.run(TestCall.get("/"), below -> Reply.of(200)).result().status())
                .as("what is absent is 400")
                .isEqualTo(400);
    }

    @Test
    void faultsReleasesTimersAndFiguresAreSeen() {
        StepTest step = probe("x", (settings, context) -> {
            context.fault(settings.text(), "expected y, found x");
            context.host().scheduler().every(Duration.ofSeconds(1), () -> {
                context.host()
                        .metrics()
                        .counter("penstock_ticks_total", "Ticks", List.of("a", "b"))
                        .add(2);
                return Future.succeededFuture();
            });
            context.onClose(() -> context.host().state("closed", String.class, () -> "yes"));
            Step release = call -> {
                call.onEnd(how -> call.vars().put("end", how.name()));
                return Future.succeededFuture();
            };
            return List.of(release);
        });
        assertThat(step.faults()).containsExactly("expected y, found x");
        host.tick();
        assertThat(host.metrics().value("penstock_ticks_total", "a", "b")).isEqualTo(2.0);
        TestCall call = TestCall.get("/");
        step.run(call, below -> Reply.of(200));
        call.end(Ending.ABANDONED);
        assertThat(call.vars()).containsEntry("end", "ABANDONED");
        step.close();
        assertThat(host.state("closed")).contains("yes");
    }

    private static int status(StepTest step) {
        return step.run(TestCall.get("/"), below -> Reply.of(200)).result().status();
    }
}
