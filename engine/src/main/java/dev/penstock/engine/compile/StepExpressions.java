package dev.penstock.engine.compile;

import dev.penstock.engine.config.UpstreamSpec;
import dev.penstock.engine.expression.Compiled;
import dev.penstock.engine.expression.Scope;
import dev.penstock.sdk.Expression;
import dev.penstock.sdk.Node;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Compiles the expressions of one step, and notes in its draft what they read and what it holds for them. */
final class StepExpressions {
    private final FileUnit unit;
    private final Scope scope;
    private final Draft draft;
    private final Set<Care> careless;

    /** What a step can do without for some of its expressions. */
    private enum Care {
        /** To hold the bodies that they read. */
        HOLD,
        /** To say what they read. */
        TELL
    }

    StepExpressions(FileUnit unit, Scope scope, Draft draft) {
        this(unit, scope, draft, Set.of());
    }

    private StepExpressions(FileUnit unit, Scope scope, Draft draft, Set<Care> careless) {
        this.unit = unit;
        this.scope = scope;
        this.draft = draft;
        this.careless = careless;
    }

    /** The names that they may use. */
    Scope scope() {
        return scope;
    }

    /** With names of its own. */
    StepExpressions inner() {
        return new StepExpressions(unit, scope.child(), draft, careless);
    }

    /** For which no body is held. */
    StepExpressions unheld() {
        return without(Care.HOLD);
    }

    /** Of which nothing is told. */
    StepExpressions aside() {
        return without(Care.TELL);
    }

    private StepExpressions without(Care care) {
        Set<Care> all = EnumSet.of(care);
        all.addAll(careless);
        return new StepExpressions(unit, scope, draft, all);
    }

    Expression<Boolean> condition(Node node) {
        return reading(unit.surroundings().expressions().condition(node, scope, unit.faults()::fault));
    }

    /** Of the {@code when} of a step, looked at on the way down: there is no response yet that it could read. */
    static Compiled<Boolean> when(Node condition, Scope scope, FileUnit unit) {
        Compiled<Boolean> when = unit.surroundings().expressions().condition(condition, scope, unit.faults()::fault);
        if (when.readsResponse()) {
            unit.faults()
                    .fault(
                            condition,
                            "'when' is looked at on the way down, before there is a response: read the response in the"
                                    + " values of the step");
        }
        return when;
    }

    Expression<Object> value(Node node) {
        return reading(unit.surroundings().expressions().value(node, scope, unit.faults()::fault));
    }

    Expression<String> text(Node node) {
        settleUnlessText(node);
        return reading(unit.surroundings().expressions().text(node, scope, unit.faults()::fault));
    }

    List<Expression<String>> around(Node template, String name) {
        settleUnlessText(template);
        return unit.surroundings().expressions().around(template, name, scope, unit.faults()::fault).stream()
                .<Expression<String>>map(this::reading)
                .toList();
    }

    Expression<String> field(Node node) {
        settleUnlessText(node);
        return reading(unit.surroundings().expressions().field(node, scope, unit.faults()::fault));
    }

    Expression<String> url(Node node) {
        settleUnlessText(node);
        return reading(unit.surroundings().expressions().url(node, scope, unit.faults()::fault));
    }

    /** A shared upstream knows the path parameters of no route. */
    Expression<String> balanceKey(Node hash, UpstreamSpec upstream) {
        Scope known = upstream.shared() ? Scope.root(Set.of()) : scope;
        String why = upstream.shared() ? "; an upstream that files share knows the parameters of no route" : "";
        int before = unit.faults().said();
        Compiled<String> key = unit.surroundings()
                .expressions()
                .text(
                        hash,
                        known,
                        (at, message) -> unit.faults().fault(at, message.contains("'path.") ? message + why : message));
        if (unit.faults().said() == before && key.isConstant()) {
            unit.faults()
                    .fault(
                            hash,
                            "hash: expected an expression such as ${header['x-user']}, found the same text for all"
                                    + " requests");
        }
        if (unit.faults().said() == before && key.readsResponse()) {
            unit.faults()
                    .fault(
                            hash,
                            "hash: expected what is known of a request, found an expression that reads 'response'");
        }
        return reading(key);
    }

    /** What stands in for it must not be found fault with as well. */
    private void settleUnlessText(Node node) {
        if (!(node instanceof Node.Scalar scalar) || scalar.value() == null) {
            String found =
                    node instanceof Node.Mapping ? "a map" : node instanceof Node.Sequence ? "a list" : "nothing";
            unit.faults().settle(node, "expected a text, found " + found);
        }
    }

    /** An expression that reads a body makes its step hold it. */
    private <T> Expression<T> reading(Compiled<T> compiled) {
        if (!careless.contains(Care.HOLD) && compiled.readsRequestBody()) {
            draft.holdsRequest(unit.surroundings().maxRequest());
        }
        if (!careless.contains(Care.HOLD) && compiled.readsResponseBody()) {
            draft.holdsResponse(Surroundings.MAX_RESPONSE);
        }
        if (!careless.contains(Care.TELL)) {
            draft.read(compiled.reads().inputs());
        }
        return compiled;
    }
}
