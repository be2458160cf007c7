package dev.penstock.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.sdk.Node;
import dev.penstock.sdk.Place;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** {@code faults.txt}, row by row, and faults whose text does not fit into a row. */
final class FaultsTest {
    @TestFactory
    Stream<DynamicTest> everyRowIsOneFaultAtItsPlace() {
        return Fixture.rows("faults.txt").map(row -> DynamicTest.dynamicTest(row.get(1), () -> check(row)));
    }

    @Test
    void thereAreRows() {
        assertThat(Fixture.rows("faults.txt").map(row -> row.get(1)).distinct()).hasSizeGreaterThan(40);
    }

    private static void check(List<String> row) {
        Fixture fixture = new Fixture();
        switch (row.get(0)) {
            case "value" -> fixture.value(row.get(1));
            case "text" -> fixture.joined(row.get(1));
            case "url" -> fixture.url(row.get(1));
            case "condition" -> fixture.condition(row.get(1));
            default -> throw new IllegalArgumentException(row.get(0));
        }
        assertThat(fixture.faults).hasSize(1);
        assertThat(fixture.faults.get(0))
                .startsWith("shop.yaml:" + row.get(2) + ": ")
                .contains(row.get(3).split(","));
        assertThat(fixture.faults.get(0).lines()).hasSize(1);
    }

    @Test
    void aStandInIsReturnedSoThatCompilationGoesOn() {
        Fixture fixture = new Fixture();
        assertThat(fixture.value("${nope}").evaluate(fixture.call)).isNull();
        assertThat(fixture.joined("x${nope}").evaluate(fixture.call)).isEqualTo("x");
        assertThat(fixture.condition("nope").evaluate(fixture.call)).isFalse();
        assertThat(fixture.faults).hasSize(3);
    }

    @Test
    void theSameMistakeTwiceIsOneFault() {
        Fixture fixture = new Fixture();
        fixture.value("${path.nope + path.nope}");
        assertThat(fixture.faults).hasSize(1);
    }

    @Test
    void twoMistakesAreTwoFaults() {
        Fixture fixture = new Fixture();
        fixture.joined("${path.nope} ${query.q + 1}");
        assertThat(fixture.faults).hasSize(2);
    }

    @Test
    void ofATextThatMustBeQuotedThePlaceIsThatOfTheText() {
        Fixture fixture = new Fixture();
        fixture.value("a: ${path.nope}");
        fixture.value("a\n${path.nope}");
        assertThat(fixture.faults).hasSize(2).allMatch(fault -> fault.startsWith("shop.yaml:3:10: "));
    }

    @Test
    void aMapIsNoTextAndNoCondition() {
        Fixture fixture = new Fixture();
        Node map = new Node.Mapping(new Place("shop.yaml", 1, 1), List.of());
        Node nothing = new Node.Scalar(new Place("shop.yaml", 2, 1), null, "");
        Fixture.COMPILER.text(map, fixture.scope, (place, message) -> fixture.faults.add(message));
        Fixture.COMPILER.condition(map, fixture.scope, (place, message) -> fixture.faults.add(message));
        Fixture.COMPILER.text(nothing, fixture.scope, (place, message) -> fixture.faults.add(message));
        assertThat(fixture.faults)
                .containsExactly(
                        "expected a text, found a map",
                        "expected a condition such as has(query.lang), found a map",
                        "expected a text, found nothing");
    }

    @Test
    void anExpressionInAKeyIsAFault() {
        Fixture fixture = new Fixture();
        Place place = new Place("shop.yaml", 1, 1);
        Node one = new Node.Scalar(place, 1L, "1");
        fixture.value(new Node.Mapping(
                place, List.of(new Node.Entry("${path.id}", place, one), new Node.Entry("$${x}", place, one))));
        assertThat(fixture.faults).hasSize(1).first().asString().contains("fixed key");
    }

    @Test
    void anExpressionThatIsAProgramIsAFault() {
        Fixture fixture = new Fixture();
        fixture.value("${" + "1 + ".repeat(5_000) + "1}");
        fixture.value("${" + "(".repeat(500) + "1" + ")".repeat(500) + "}");
        fixture.value("${" + "[".repeat(500) + "]".repeat(500) + "}");
        assertThat(fixture.faults).hasSize(3);
    }
}
