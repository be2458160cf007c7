package dev.penstock.fleet;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a backend knows to answer, immutable. Rules lie in layers, the upper ones go first; within a layer the pattern
 * that states more goes first, then the order written.
 */
final class Rules {
    /** One of them. */
    record Rule(RequestPattern on, Function<MockRequest, Future<MockAnswer>> answer) {
        static Rule of(MockRule written) {
            MockAnswer answer = written.answer();
            return new Rule(written.on(), request -> answer.now());
        }
    }

    private final List<Rule> upper;
    private final List<Rule> lower;

    private Rules(List<Rule> upper, List<Rule> lower) {
        this.upper = upper;
        this.lower = lower;
    }

    static Rules of(List<MockRule> written) {
        return new Rules(List.of(), sorted(written.stream().map(Rule::of).toList()));
    }

    /** The same with one more rule, which goes before those of equal weight. */
    Rules with(Rule rule) {
        List<Rule> more = new ArrayList<>();
        more.add(rule);
        more.addAll(lower);
        return new Rules(upper, sorted(more));
    }

    /** The same under another upper layer. */
    Rules under(List<MockRule> written) {
        return new Rules(sorted(written.stream().map(Rule::of).toList()), lower);
    }

    Optional<Rule> find(MockRequest request) {
        return first(upper, request).or(() -> first(lower, request));
    }

    private static Optional<Rule> first(List<Rule> rules, MockRequest request) {
        return rules.stream().filter(rule -> rule.on().matches(request)).findFirst();
    }

    private static List<Rule> sorted(List<Rule> rules) {
        return rules.stream()
                .sorted(Comparator.comparingInt((Rule rule) -> rule.on().weight())
                        .reversed())
                .toList();
    }
}
