package dev.penstock.conformance;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what a client must not read in an answer: names of exceptions, lines of a stack, where backends are. */
final class InnerText {
    private static final List<Pattern> PATTERNS = List.of(
            Pattern.compile("\\b(?:[a-z_][\\w$]*\\.)*[A-Z]\\w*(?:Exception|Error)\\b"),
            Pattern.compile("\\bat [\\w.$<>]+\\(\\w+\\.java(?::\\d+)?\\)"),
            Pattern.compile("\\b127\\.0\\.0\\.1(?::\\d+)?\\b"));

    private InnerText() {}

    /**
     * The first such text; what the client reads where nothing is broken is meant for it.
     *
     * @param before the answer where nothing is broken
     */
    static Optional<String> in(Answer answer, Optional<Answer> before, PipelineUnderTest pipeline) {
        String known = before.map(InnerText::all).orElse("");
        String text = all(answer);
        for (Pattern pattern : PATTERNS) {
            Matcher found = pattern.matcher(text);
            while (found.find()) {
                if (!known.contains(found.group())) {
                    return Optional.of(found.group());
                }
            }
        }
        return pipeline.authorities().stream()
                .filter(authority -> text.contains(authority) && !known.contains(authority))
                .findFirst();
    }

    private static String all(Answer answer) {
        StringBuilder text = new StringBuilder();
        answer.headers()
                .forEach(field -> text.append(field.getKey())
                        .append(": ")
                        .append(field.getValue())
                        .append('\n'));
        return text.append('\n').append(answer.body()).toString();
    }
}
