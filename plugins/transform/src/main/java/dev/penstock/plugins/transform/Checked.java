package dev.penstock.plugins.transform;

import dev.penstock.sdk.Call;
import dev.penstock.sdk.Expression;
import dev.penstock.sdk.Node;
import dev.penstock.sdk.Problem;
import dev.penstock.sdk.StepContext;
import java.util.Optional;
import java.util.function.Predicate;

/** A text that must keep to a rule: checked when the file is loaded where it is the same for every call, else each time. */
final class Checked {
    private final Expression<String> text;
    private final Rule rule;

    /**
     * What the text must be.
     *
     * @param expected for messages, such as {@code a method such as POST in upper case}
     */
    record Rule(String expected, Predicate<String> holds) {}

    private Checked(Expression<String> text, Rule rule) {
        this.text = text;
        this.rule = rule;
    }

    static Checked text(Node node, Rule rule, StepContext context) {
        return of(context.text(node), node, rule, context);
    }

    /** What is inserted is percent-encoded. */
    static Checked url(Node node, Rule rule, StepContext context) {
        return of(context.url(node), node, rule, context);
    }

    private static Checked of(Expression<String> text, Node node, Rule rule, StepContext context) {
        text.constant()
                .filter(constant -> !rule.holds.test(constant))
                .ifPresent(constant ->
                        context.fault(node, "expected " + rule.expected + ", found '" + constant + "': write another"));
        return new Checked(text, rule);
    }

    /**
     * The text for this call; empty when it reads what was left out.
     *
     * @throws Problem 400 when it breaks the rule
     */
    Optional<String> evaluate(Call call) {
        String found = text.evaluate(call);
        if (found == null) {
            return Optional.empty();
        }
        if (!rule.holds.test(found)) {
            throw Problem.of(Problem.Kind.MALFORMED, "expected " + rule.expected + ", found something else");
        }
        return Optional.of(found);
    }
}
