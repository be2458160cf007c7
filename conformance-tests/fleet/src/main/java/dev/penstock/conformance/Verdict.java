package dev.penstock.conformance;

import dev.penstock.fleet.Nodes;
import dev.penstock.sdk.Json;
import dev.penstock.sdk.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Holds an answer against what is expected of it: one line for everything that differs, none when all is well. */
final class Verdict {
    private final List<String> lines = new ArrayList<>();

    private Verdict() {}

    /** What differs, the time apart. */
    static List<String> of(ExpectSpec expected, Answer answer) {
        Verdict verdict = new Verdict();
        expected.status().ifPresent(status -> verdict.compare("status", status, answer.status()));
        expected.headers().forEach((name, value) -> verdict.header(name, value, answer));
        expected.json().ifPresent(json -> verdict.json(json, answer, JsonDifference::ofNamed));
        expected.jsonEquals().ifPresent(json -> verdict.json(json, answer, JsonDifference::of));
        expected.body().ifPresent(text -> verdict.body(text, answer));
        return verdict.lines;
    }

    /** Says when the answer took longer than it may. */
    static Optional<String> ofTime(ExpectSpec expected, Answer answer) {
        return expected.within()
                .filter(most -> answer.took().compareTo(most) > 0)
                .map(most -> "within: expected at most " + most.toMillis() + " ms, found "
                        + answer.took().toMillis() + " ms");
    }

    private void header(String name, Node value, Answer answer) {
        List<String> found = answer.headers().getAll(name);
        String where = "header " + name;
        if (value instanceof Node.Sequence list) {
            compare(where, list.items().stream().map(Verdict::text).toList(), found);
        } else if (value instanceof Node.Scalar scalar && scalar.value() == null) {
            if (!found.isEmpty()) {
                differ(where, "no such field", quoted(String.join(", ", found)));
            }
        } else if (found.isEmpty()) {
            differ(where, quoted(text(value)), "no such field");
        } else {
            compare(where, text(value), String.join(", ", found));
        }
    }

    private void json(Node expected, Answer answer, BiFunction<Object, Object, List<String>> difference) {
        Object found;
        try {
            found = Json.parse(answer.body());
        } catch (IllegalArgumentException noJson) {
            differ("json", JsonDifference.shown(Nodes.plain(expected)), "a body that is no JSON");
            return;
        }
        lines.addAll(difference.apply(Nodes.plain(expected), found));
    }

    private void body(String expected, Answer answer) {
        if (!expected.equals(answer.body().toString())) {
            differ(
                    "body",
                    JsonDifference.shown(expected),
                    JsonDifference.shown(answer.body().toString()));
        }
    }

    private void compare(String what, Object expected, Object found) {
        if (!expected.equals(found)) {
            differ(what, quoted(expected), quoted(found));
        }
    }

    private void differ(String what, String expected, String found) {
        lines.add(what + ": expected " + expected + ", found " + found);
    }

    private static String text(Node node) {
        return node instanceof Node.Scalar scalar ? scalar.text() : JsonDifference.shown(Nodes.plain(node));
    }

    private static String quoted(Object value) {
        return value instanceof String text ? "'" + text + "'" : String.valueOf(value);
    }
}
