package dev.penstock.engine.config;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.penstock.engine.regex.RegexSize;
import dev.penstock.sdk.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a header or query parameter must be for a route to match: one of several texts, or what a linear-time regular
 * expression takes as a whole.
 *
 * @param anyOf empty when there is a {@code regex}
 * @param concealed whether a part of it was put in from outside the file, so that it must not be shown
 */
public record ValueMatch(List<String> anyOf, Optional<Pattern> regex, boolean concealed) {
    private static final int MAX_SIZE = 5_000;

    /**
     * The long form.
     *
     * @param regex in RE2 syntax, of the whole value
     */
    record File(String regex) {}

    public ValueMatch {
        anyOf = List.copyOf(anyOf);
    }

    /** Whether the value is taken. */
    public boolean matches(String value) {
        return regex.map(pattern -> pattern.matches(value)).orElseGet(() -> anyOf.contains(value));
    }

    /** What a value must be, for a person. */
    public String shown() {
        return concealed
                ? "***"
                : regex.map(pattern -> "what matches " + pattern.pattern()).orElseGet(() -> String.join(" or ", anyOf));
    }

    /** Whether some value could be taken by both; of two regular expressions that is not told, so they could. */
    public boolean meets(ValueMatch other) {
        if (regex.isPresent() && other.regex.isPresent()) {
            return true;
        }
        return regex.isPresent()
                ? other.anyOf.stream().anyMatch(this::matches)
                : anyOf.stream().anyMatch(other::matches);
    }

    static Optional<ValueMatch> read(Node node, Reading reading) {
        if (node instanceof Node.Mapping mapping) {
            Node at = mapping.get("regex").orElse(node);
            return reading.binder()
                    .record(node, File.class, reading)
                    .flatMap(file -> regex(((File) file).regex(), at, reading));
        }
        List<String> texts = new ArrayList<>();
        List<Node> items = node instanceof Node.Sequence sequence ? sequence.items() : List.of(node);
        boolean concealed = false;
        for (Node item : items) {
            concealed |= reading.faults().isConcealed(item.place());
            Scalars.text().read(item, reading).ifPresent(text -> texts.add((String) text));
        }
        return items.isEmpty()
                ? reading.fault(node, "expected at least one value, found none")
                : Optional.of(new ValueMatch(texts, Optional.empty(), concealed));
    }

    private static Optional<ValueMatch> regex(String text, Node at, Reading reading) {
        if (RegexSize.of(text) > MAX_SIZE) {
            return reading.fault(at, "expected a regex that stays small, found one whose repetitions multiply");
        }
        try {
            return Optional.of(new ValueMatch(
                    List.of(),
                    Optional.of(Pattern.compile(text)),
                    reading.faults().isConcealed(at.place())));
        } catch (PatternSyntaxException broken) {
            return reading.fault(
                    at, "expected a regex in RE2 syntax, found '" + text + "': " + broken.getDescription());
        }
    }
}
