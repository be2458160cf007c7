package dev.penstock.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.penstock.sdk.Problem;
import dev.penstock.sdk.testkit.TestCall;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Runs {@code hostile.txt}: whatever an expression asks for, it ends soon and in little memory. */
final class HostileTest {
    private static final Duration SOON = Duration.ofMillis(1500);
    private static final long LITTLE = 400L << 20;

    private static final String BODY = body();

    @TestFactory
    Stream<DynamicTest> everyRowEndsSoonAndInLittleMemory() {
        return Fixture.rows("hostile.txt").map(row -> DynamicTest.dynamicTest(row.get(0), () -> check(row)));
    }

    @Test
    void thereAreRows() {
        assertThat(Fixture.rows("hostile.txt").count()).isGreaterThan(50);
    }

    @Test
    void aCallThatCostsTooMuchIsToldAndTheNextOneHasAllAgain() {
        Fixture fixture = new Fixture();
        Compiled<Object> value = fixture.value("${size(body.ids.map(x, x in body.ids))}");
        TestCall large = Fixture.call(BODY);
        assertThat(outcome(value, large)).isEqualTo("refused");
        assertThat(value.evaluate(Fixture.call("{\"ids\": [1, 2, 3]}"))).isEqualTo(3L);
        assertThat(outcome(value, large)).isEqualTo("refused");
    }

    @Test
    void aProblemOfCostNamesWhatIsReadAndNothingElse() {
        Problem problem = problem(new Fixture().value("${body.ids.map(x, body.ids)}"), Fixture.call(BODY));
        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.detail())
                .isEqualTo("expected less to compute of body.ids, found more than a request may cost");
    }

    private static void check(List<String> row) {
        Fixture fixture = new Fixture();
        TestCall call = Fixture.call(BODY);
        fixture.value("${body}").evaluate(call);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long bytes = threads.getCurrentThreadAllocatedBytes();
        long start = threads.getCurrentThreadCpuTime();
        Compiled<Object> value = fixture.value("${" + row.get(0) + "}");
        String outcome = fixture.faults.isEmpty() ? outcome(value, call) : "fault";
        Duration took = Duration.ofNanos(threads.getCurrentThreadCpuTime() - start);
        long allocated = threads.getCurrentThreadAllocatedBytes() - bytes;
        assertThat(outcome).isEqualTo(row.get(1));
        assertThat(took).isLessThan(SOON);
        assertThat(allocated).isLessThan(LITTLE);
    }

    private static String outcome(Compiled<Object> value, TestCall call) {
        return problem(value, call) == null ? "fine" : "refused";
    }

    private static Problem problem(Compiled<Object> value, TestCall call) {
        try {
            value.evaluate(call);
            return null;
        } catch (Problem problem) {
            return problem;
        }
    }

    private static String body() {
        String ids = list(10_000, Integer::toString);
        String rows = list(10_000, i -> "{\"id\": " + i + ", \"name\": \"row " + i + "\", \"tags\": [1, 2]}");
        String wide =
                IntStream.range(0, 10_000).mapToObj(i -> "\"k" + i + "\": 1").collect(Collectors.joining(","));
        return "{\"name\": \"Kettle\", \"bomb\": \"((a{1,1000}){1,1000}){1,1000}\", \"ids\": " + ids + ", \"rows\": "
                + rows + ", \"wide\": {" + wide + "}, \"long\": \"" + "a".repeat(1_000_000) + "\", \"deep\": "
                + "[".repeat(500) + "]".repeat(500) + "}";
    }

    private static String list(int size, java.util.function.IntFunction<String> item) {
        return IntStream.range(0, size).mapToObj(item).collect(Collectors.joining(",", "[", "]"));
    }
}
