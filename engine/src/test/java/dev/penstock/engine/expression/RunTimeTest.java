package dev.penstock.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.penstock.sdk.Body;
import dev.penstock.sdk.Problem;
import dev.penstock.sdk.Reply;
import dev.penstock.sdk.testkit.TestCall;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens while a call is on its way: bodies, bounds, who is there, the clock, threads. */
final class RunTimeTest {
    private final Fixture fixture = new Fixture();

    @Test
    void aBodyIsParsedOnceUntilAStepPutsAnotherInItsPlace() {
        Compiled<Object> value = fixture.value("${body.maker}");
        Object first = value.evaluate(fixture.call);
        assertThat(value.evaluate(fixture.call)).isSameAs(first);
        fixture.call.outbound().body(Body.of(Buffer.buffer("{\"maker\": 1}")));
        assertThat(value.evaluate(fixture.call)).isEqualTo(1L);
    }

    @Test
    void aBodyThatIsEmptyOrNoJsonIs400() {
        for (String body : List.of("", "no json", "{", "{} {}")) {
            TestCall call = Fixture.call(body);
            for (String expression : List.of("${body.id}", "${body.id + 1}")) {
                Problem problem = catchThrowableOfType(
                        Problem.class, () -> fixture.value(expression).evaluate(call));
                assertThat(problem).isNotNull();
                assertThat(problem.status()).isEqualTo(400);
                assertThat(problem.detail()).contains("body").doesNotContain("no json");
            }
        }
    }

    @Test
    void defaultForgivesAnEmptyBodyButNotABrokenOne() {
        for (String expression : List.of("${default(body.id, 1)}", "${default(body.id, 0) + 1}")) {
            assertThat(fixture.value(expression).evaluate(Fixture.call(""))).isEqualTo(1L);
            Problem problem = catchThrowableOfType(
                    Problem.class, () -> fixture.value(expression).evaluate(Fixture.call("{")));
            assertThat(problem).isNotNull();
            assertThat(problem.status()).isEqualTo(400);
        }
    }

    @Test
    void theBodyOfAResponseIsJsonOrTextByItsType() {
        Compiled<Object> body = fixture.value("${response.body}");
        fixture.call.respond(Reply.of(200, "application/problem+json; charset=utf-8", Buffer.buffer("[1]")));
        assertThat(body.evaluate(fixture.call)).isEqualTo(List.of(1L));
        fixture.call.respond(Reply.of(200, "text/plain", Buffer.buffer("[1]")));
        assertThat(body.evaluate(fixture.call)).isEqualTo("[1]");
        fixture.call.respond(Reply.of(204));
        assertThat(body.evaluate(fixture.call)).isNull();
        fixture.call.respond(Reply.of(200, "application/json", Buffer.buffer("<html>")));
        Problem problem = catchThrowableOfType(Problem.class, () -> body.evaluate(fixture.call));
        assertThat(problem).isNotNull();
        assertThat(problem.status()).isEqualTo(502);
    }

    @Test
    void aResponseThatIsNotThereYetIs502() {
        Problem problem = catchThrowableOfType(
                Problem.class, () -> fixture.value("${response.status}").evaluate(Fixture.call("")));
        assertThat(problem).isNotNull();
        assertThat(problem.status()).isEqualTo(502);
    }

    @Test
    void someoneUnknownHasNoSubjectButEmptyClaimsAndScopes() {
        TestCall anonymous = Fixture.call("");
        assertThat(fixture.condition("'admin' in auth.scopes").evaluate(anonymous))
                .isFalse();
        assertThat(fixture.condition("has(auth.claims.tenant)").evaluate(anonymous))
                .isFalse();
        assertThat(fixture.condition("has(auth.subject)").evaluate(anonymous)).isFalse();
        Problem problem = catchThrowableOfType(
                Problem.class, () -> fixture.value("${auth.subject}").evaluate(anonymous));
        assertThat(problem).isNotNull();
        assertThat(problem.status()).isEqualTo(400);
    }

    @Test
    void theStepsAboveAreSeen() {
        fixture.call.outbound().headers().set("X-User", "eve");
        fixture.call.outbound().query(java.util.Optional.of("lang=en"));
        assertThat(fixture.joined("${header['x-user']} ${query.lang}").evaluate(fixture.call))
                .isEqualTo("eve en");
        assertThat(fixture.joined("${header['x-user'] + query.lang}").evaluate(fixture.call))
                .isEqualTo("eveen");
    }

    @Test
    void noTextOfTheRequestOrOfCelGoesToTheClient() {
        fixture.call.header("x-secret", "s3cr3t");
        for (String expression : List.of(
                "int(header['x-secret'])",
                "timestamp(header['x-secret'])",
                "header['x-secret'].charAt(99)",
                "inCidr(header['x-secret'], '10.0.0.0/8')",
                "body[header['x-secret']] || 's3cr3t' == ''")) {
            Problem problem = catchThrowableOfType(
                    Problem.class, () -> fixture.value("${" + expression + "}").evaluate(fixture.call));
            assertThat(problem).isNotNull();
            assertThat(problem.status()).isEqualTo(400);
            assertThat(problem.detail())
                    .doesNotContain("s3cr3t")
                    .doesNotContainIgnoringCase("cel")
                    .doesNotContain("evaluation");
        }
        assertThat(fixture.faults).isEmpty();
    }

    @Test
    @Timeout(20)
    void aLongListIsMappedInLinearTimeAndAnEndlessWalkIsStopped() {
        String ids = IntStream.range(0, 40_000).mapToObj(Integer::toString).collect(Collectors.joining(",", "[", "]"));
        TestCall call = Fixture.call("{\"ids\": " + ids + "}");
        Compiled<Object> linear = fixture.value("${size(body.ids.map(i, {'id': i}))}");
        assertThat(linear.evaluate(call)).isEqualTo(40_000L);
        Compiled<Object> square = fixture.value("${body.ids.map(i, body.ids.map(j, i * j))}");
        Problem problem = catchThrowableOfType(Problem.class, () -> square.evaluate(call));
        assertThat(problem).isNotNull();
        assertThat(problem.status()).isEqualTo(400);
    }

    @Test
    void aListThatGrewTwiceFromTheSameOneIsTwoLists() {
        assertThat(fixture.value("${[[1, 2].map(i, i)].map(l, [l + [3], l + [4], l])[0]}")
                        .evaluate(fixture.call))
                .isEqualTo(List.of(List.of(1L, 2L, 3L), List.of(1L, 2L, 4L), List.of(1L, 2L)));
    }

    @Test
    void theClockIsTheOneThatWasGiven() {
        AtomicReference<Instant> time = new AtomicReference<>(Instant.EPOCH);
        Compiled<Object> now = new ExpressionCompiler(time::get)
                .value(Fixture.text("${now()}"), fixture.scope, (place, message) -> {});
        assertThat(now.evaluate(fixture.call)).isEqualTo("1970-01-01T00:00:00Z");
        time.set(Instant.ofEpochSecond(60));
        assertThat(now.evaluate(fixture.call)).isEqualTo("1970-01-01T00:01:00Z");
    }

    @Test
    void manyThreadsCompileAndEvaluateAtOnce() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Object>> work = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                int n = i;
                work.add(() -> {
                    Fixture own = new Fixture();
                    return own.value("${body.items.map(i, i.id + " + n + ")[0] + size(query.lang)}")
                            .evaluate(own.call);
                });
            }
            List<Object> results = new ArrayList<>();
            for (Future<Object> result : pool.invokeAll(work)) {
                results.add(result.get());
            }
            assertThat(results)
                    .isEqualTo(IntStream.range(0, 64)
                            .mapToObj(i -> (Object) (i + 3L))
                            .toList());
        } finally {
            pool.shutdownNow();
        }
    }
}
