package dev.penstock.engine.expression;

import dev.penstock.sdk.Call;
import dev.penstock.sdk.Problem;
import dev.penstock.sdk.Slot;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Literal text around expressions.
 *
 * @param parts {@code String} and {@link Snippet}
 * @param isUrl whether what is inserted is percent-encoded
 */
record TextPlan(List<Object> parts, boolean isUrl) {
    TextPlan {
        parts = List.copyOf(parts);
    }

    Plan<String> asText() {
        List<Snippet> snippets = snippets();
        boolean constant = snippets.stream().allMatch(Snippet::isConstant);
        if (constant) {
            return Plan.constant(evaluate(null));
        }
        Set<Slot> slots = new LinkedHashSet<>();
        List<Reads> reads = new ArrayList<>();
        for (Snippet snippet : snippets) {
            slots.addAll(snippet.slots());
            reads.add(snippet.reads());
        }
        return new Plan<>(this::evaluate, Reads.all(reads), slots, false, false);
    }

    Plan<Object> asValue() {
        Plan<String> text = asText();
        return new Plan<>(text::evaluate, text.reads(), text.slots(), text.isConstant(), false);
    }

    private List<Snippet> snippets() {
        return parts.stream()
                .filter(Snippet.class::isInstance)
                .map(Snippet.class::cast)
                .toList();
    }

    private String evaluate(Call call) {
        StringBuilder text = new StringBuilder();
        for (Object part : parts) {
            if (part instanceof Snippet snippet) {
                Object value = snippet.evaluate(call);
                if (value == null && snippet.isLeftOut(call)) {
                    return null;
                }
                if (value == null) {
                    throw snippet.label().isNull();
                }
                text.append(isUrl ? UrlText.encode(Values.text(value)) : Values.text(value));
            } else {
                text.append(part);
            }
        }
        String joined = text.toString();
        if (isUrl && UrlText.hasDotSegment(joined)) {
            throw climbs();
        }
        return joined;
    }

    private Problem climbs() {
        Snippet.Label label = null;
        for (Snippet snippet : snippets()) {
            if (label == null || snippet.label().kind() == Problem.Kind.UPSTREAM_FAILED) {
                label = snippet.label();
            }
        }
        return Problem.of(
                label == null ? Problem.Kind.STEP_FAILED : label.kind(),
                "expected a segment of a path, found one of dots alone");
    }
}
