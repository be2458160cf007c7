package dev.penstock.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.penstock.sdk.Json;
import dev.penstock.sdk.Problem;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** {@code expressions.txt}, row by row: as a value that keeps its type. */
final class ExpressionsTest {
    @TestFactory
    Stream<DynamicTest> everyRowEvaluatesToWhatItSays() {
        return Fixture.rows("expressions.txt").map(row -> DynamicTest.dynamicTest(row.get(0), () -> check(row)));
    }

    @Test
    void thereAreRows() {
        assertThat(Fixture.rows("expressions.txt").map(row -> row.get(0)).distinct())
                .hasSizeGreaterThan(200);
    }

    private static void check(List<String> row) {
        Fixture fixture = new Fixture();
        Compiled<Object> value = fixture.value("${" + row.get(0) + "}");
        assertThat(fixture.faults).isEmpty();
        if (row.get(1).startsWith("!")) {
            String[] expected = row.get(1).split(" ", 3);
            Problem problem = catchThrowableOfType(Problem.class, () -> value.evaluate(fixture.call));
            assertThat(problem).isNotNull();
            assertThat(problem.status()).isEqualTo(Integer.parseInt(expected[1]));
            assertThat(problem.detail())
                    .contains(expected[2] + (problem.detail().endsWith("lacks it") ? "," : ""));
        } else {
            Object json = value.evaluate(fixture.call);
            assertThat(json).isEqualTo(Json.parse(Buffer.buffer(row.get(1))));
            assertThat(Json.parse(Json.write(json))).isEqualTo(json);
        }
    }
}
