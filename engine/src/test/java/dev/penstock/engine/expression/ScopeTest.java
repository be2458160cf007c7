package dev.penstock.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.sdk.testkit.TestCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ScopeTest {
    private final Scope scope = Scope.root(Set.of("id"));
    private final TestCall call = Fixture.call("");

    @ParameterizedTest
    @ValueSource(strings = {"", "1a", "a-b", "a.b", "é", "a b", "${a}"})
    void aNameThatCelCannotReadIsRefused(String name) {
        assertThatThrownBy(() -> scope.declare(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected a name of letters")
                .hasMessageContaining("'" + name + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"request", "body", "vars", "path", "response", "true", "in", "for", "int", "math", "type"})
    void aNameOfTheLanguageIsRefused(String name) {
        assertThatThrownBy(() -> scope.declare(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + name + "'");
    }

    @Test
    void aNameThatIsTakenHereOrAboveIsRefused() {
        scope.declare("a");
        assertThatThrownBy(() -> scope.declare("a")).hasMessageContaining("taken");
        assertThatThrownBy(() -> scope.child().declare("a")).hasMessageContaining("taken");
    }

    @Test
    void aNameEndsWithItsScope() {
        Scope child = scope.child();
        DeclaredSlot item = child.declare("item");
        item.fill(call, 5L);
        List<String> faults = new ArrayList<>();
        Compiled<Object> inside =
                Fixture.COMPILER.value(Fixture.text("${item}"), child, (place, message) -> faults.add(message));
        assertThat(inside.evaluate(call)).isEqualTo(5L);
        assertThat(faults).isEmpty();
        Fixture.COMPILER.value(Fixture.text("${item}"), scope, (place, message) -> faults.add(message));
        assertThat(faults).hasSize(1);
        assertThat(scope.child().declare("item")).isNotSameAs(item);
    }

    @Test
    void aSlotIsFilledForOneCallAlone() {
        DeclaredSlot slot = scope.declare("a");
        TestCall other = Fixture.call("");
        slot.fill(call, "x");
        slot.leaveOut(other);
        Compiled<Object> value = Fixture.COMPILER.value(Fixture.text("${a}"), scope, (place, message) -> {});
        assertThat(value.evaluate(call)).isEqualTo("x");
        assertThat(value.isLeftOut(call)).isFalse();
        assertThat(value.isLeftOut(other)).isTrue();
        slot.fill(call, "y");
        assertThat(value.evaluate(call)).isEqualTo("y");
    }
}
