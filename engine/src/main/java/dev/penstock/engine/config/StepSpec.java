package dev.penstock.engine.config;

import dev.penstock.sdk.Default;
import dev.penstock.sdk.Node;
import dev.penstock.sdk.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * One step as it is written: a map of one key, its type. Whether there is such a type is for others to say.
 *
 * @param place of the type
 * @param settings without {@code name}, {@code when} and {@code on-error}, but for those that the type's record has
 *     components for: these are the step's own
 * @param name for problems and the metrics; empty: the type
 * @param when a CEL condition
 * @param onErrorPlace of the key {@code on-error}; that of the type without it
 */
public record StepSpec(
        Place place,
        String type,
        Node settings,
        Optional<String> name,
        Optional<Node> when,
        OnError onError,
        Place onErrorPlace) {
    /** What becomes of the call when the step fails. */
    public enum OnError {
        /** It fails. */
        FAIL,
        /** It goes on as if the step were not there, when the fault is not the client's. */
        SKIP
    }

    /**
     * What every step takes beside its own settings.
     *
     * @param name for problems and the metrics; default: the type
     * @param when a CEL condition; the step is skipped when it is false
     * @param onError {@code skip} forgives the step's fault (5xx), never its refusal (4xx)
     */
    record Common(
            Optional<String> name,
            Optional<String> when,
            @Default("fail") OnError onError) {}

    private static final Set<String> COMMON = Set.of("name", "when", "on-error");

    /** Settings that take the common keys for their own. */
    private record Any(Node name, Node when, Node onError) {}

    /**
     * Reads a list of steps; one may stand alone.
     *
     * @param settings the record of a step type's settings, if there is such a type
     */
    public static List<StepSpec> list(
            Node node, Binder binder, Function<String, Optional<Class<? extends Record>>> settings, Faults faults) {
        if (node instanceof Node.Scalar scalar && scalar.value() == null) {
            faults.fault(node, "expected a list of steps, found " + Reading.shown(node));
            return List.of();
        }
        List<StepSpec> steps = new ArrayList<>();
        for (Node item : node instanceof Node.Sequence sequence ? sequence.items() : List.of(node)) {
            read(item, new Types(binder, settings), faults).ifPresent(steps::add);
        }
        return steps;
    }

    /** Looks at the form alone, without knowing the step types. */
    static void check(Node node, Binder binder, Faults faults) {
        list(node, binder, type -> Optional.of(Any.class), faults);
    }

    private record Types(Binder binder, Function<String, Optional<Class<? extends Record>>> settings) {
        Set<String> common(String type) {
            Set<String> common = new HashSet<>(COMMON);
            settings.apply(type).map(binder::keys).ifPresent(common::removeAll);
            return common;
        }
    }

    private static Optional<StepSpec> read(Node node, Types types, Faults faults) {
        if (!(node instanceof Node.Mapping step) || step.entries().isEmpty()) {
            String word = node instanceof Node.Scalar scalar ? scalar.text() : "type";
            faults.fault(
                    node,
                    "expected a step such as '- upstream: catalog', found " + Reading.shown(node)
                            + (word.isEmpty() ? ": remove the dash" : ": write '- " + word + ": {…}'"));
            return Optional.empty();
        }
        Node.Entry first = step.entries().get(0);
        if (step.entries().size() > 1) {
            Node.Entry second = step.entries().get(1);
            faults.fault(
                    second.place(),
                    "expected one key in a step, its type, found '" + second.key() + "' beside '" + first.key()
                            + "': begin a new step with '-', or indent a setting below '" + first.key() + "'");
        }
        return Optional.of(of(first, types, faults));
    }

    private static StepSpec of(Node.Entry step, Types types, Faults faults) {
        Node settings = step.value();
        if (settings instanceof Node.Scalar scalar
                && scalar.value() == null
                && scalar.text().isEmpty()) {
            settings = new Node.Mapping(step.place(), List.of());
        }
        if (!(settings instanceof Node.Mapping mapping)) {
            return new StepSpec(
                    step.place(), step.key(), settings, Optional.empty(), Optional.empty(), OnError.FAIL, step.place());
        }
        Set<String> common = types.common(step.key());
        Binder binder = types.binder();
        List<Node.Entry> rest = mapping.entries().stream()
                .filter(entry -> !common.contains(entry.key()))
                .toList();
        return new StepSpec(
                step.place(),
                step.key(),
                new Node.Mapping(mapping.place(), rest),
                common(mapping, "name", common).flatMap(node -> binder.value(node, String.class, "name", faults)),
                common(mapping, "when", common).filter(node -> isScalar(node, faults)),
                common(mapping, "on-error", common)
                        .flatMap(node -> binder.value(node, OnError.class, "on-error", faults))
                        .orElse(OnError.FAIL),
                mapping.entry("on-error").map(Node.Entry::place).orElse(step.place()));
    }

    private static Optional<Node> common(Node.Mapping settings, String key, Set<String> common) {
        return settings.get(key).filter(node -> common.contains(key));
    }

    private static boolean isScalar(Node node, Faults faults) {
        if (node instanceof Node.Scalar scalar && scalar.value() != null) {
            return true;
        }
        faults.fault(node, "when: expected a condition such as \"has(query.x)\", found " + Reading.shown(node));
        return false;
    }
}
