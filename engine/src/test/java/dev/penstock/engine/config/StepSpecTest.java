package dev.penstock.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.sdk.Node;
import dev.penstock.sdk.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StepSpecTest {
    private record Upstream(String name, Optional<String> timeout) {}

    private record Headers(Optional<Node> request) {}

    private static final Map<String, Class<? extends Record>> TYPES =
            Map.of("upstream", Upstream.class, "headers", Headers.class);

    private final Faults faults = new Faults();

    private List<StepSpec> steps(String yaml) {
        return StepSpec.list(Yamls.node(yaml), new Binder(), type -> Optional.ofNullable(TYPES.get(type)), faults);
    }

    @Test
    void aStepIsItsTypeAndItsSettings() {
        List<StepSpec> steps = steps("- upstream: catalog\n- headers: {request: {}}\n- unheard-of: [1]\n");
        assertThat(faults.list()).isEmpty();
        assertThat(steps).extracting(StepSpec::type).containsExactly("upstream", "headers", "unheard-of");
        assertThat(steps.get(1).place()).isEqualTo(new Place("x.yaml", 2, 3));
        assertThat(steps.get(0).settings()).isInstanceOf(Node.Scalar.class);
        assertThat(steps.get(0).onError()).isEqualTo(StepSpec.OnError.FAIL);
        assertThat(steps.get(0).when()).isEmpty();
    }

    @Test
    void nameWhenAndOnErrorAreTakenOutOfTheSettings() {
        StepSpec step = steps("headers: {name: mine, when: has(query.x), request: {}, on-error: skip}")
                .get(0);
        assertThat(step.name()).contains("mine");
        assertThat(step.when()).isPresent();
        assertThat(step.onError()).isEqualTo(StepSpec.OnError.SKIP);
        assertThat(((Node.Mapping) step.settings()).entries())
                .extracting(Node.Entry::key)
                .containsExactly("request");
    }

    @Test
    void aKeyThatTheStepHasItselfStaysWithIt() {
        StepSpec step = steps("upstream: {name: catalog, on-error: skip}").get(0);
        assertThat(step.name()).isEmpty();
        assertThat(step.onError()).isEqualTo(StepSpec.OnError.SKIP);
        assertThat(((Node.Mapping) step.settings()).entries())
                .extracting(Node.Entry::key)
                .containsExactly("name");
    }

    @Test
    void aStepWithoutSettingsHasNone() {
        assertThat(steps("- headers:\n").get(0).settings())
                .isEqualTo(new Node.Mapping(new Place("x.yaml", 1, 3), List.of()));
        assertThat(faults.list()).isEmpty();
    }

    @Test
    void wrongCommonKeysAreFaults() {
        steps("- headers: {when: [a]}\n- headers: {on-error: ignore}\n");
        assertThat(faults.list().stream().map(Fault::toString))
                .containsExactly(
                        "x.yaml:1:19: when: expected a condition such as \"has(query.x)\", found a list",
                        "x.yaml:2:23: on-error: expected one of fail, skip, found 'ignore'");
    }
}
