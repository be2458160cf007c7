package dev.penstock.engine.config;

import dev.penstock.sdk.Place;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlVersionException;

/** Says in the user's words what the parser found. */
final class SyntaxFault {
    private static final Pattern FOUND_CHARACTER =
            Pattern.compile("(?:found|got) (?:unknown )?(?:escape )?(?:character )?'?([^\\s<'])'?(?:\\(| that|$)");

    private SyntaxFault() {}

    static void record(YamlEngineException refused, String shownName, Faults faults) {
        if (refused instanceof MarkedYamlEngineException marked) {
            String context = String.valueOf(marked.getContext());
            String problem = String.valueOf(marked.getProblem());
            boolean atItsBeginning = (context.contains("quoted scalar") && problem.contains("unexpected"))
                    || problem.contains("could not find expected ':'")
                    || context.contains("alias");
            Optional<Mark> mark = atItsBeginning
                    ? marked.getContextMark()
                    : marked.getProblemMark().or(marked::getContextMark);
            faults.fault(place(mark, shownName), message(context, problem, marked.getContextMark()));
        } else if (refused instanceof YamlVersionException version) {
            faults.fault(
                    new Place(shownName, 1, 1),
                    "expected YAML 1.2, found " + version.getSpecVersion().getRepresentation()
                            + ": leave the directive out");
        } else {
            faults.fault(new Place(shownName, 1, 1), oneLine("expected YAML: " + refused.getMessage()));
        }
    }

    static Place place(Optional<Mark> mark, String shownName) {
        return mark.map(m -> new Place(shownName, m.getLine() + 1, m.getColumn() + 1))
                .orElseGet(() -> new Place(shownName, 1, 1));
    }

    private static String message(String context, String problem, Optional<Mark> contextMark) {
        String opened = contextMark.map(mark -> "line " + (mark.getLine() + 1)).orElse("above");
        if (problem.contains("(TAB)")) {
            return "expected spaces, found a tab: indent with spaces";
        }
        if (context.contains("quoted scalar") && problem.contains("unexpected")) {
            return "expected a closing quote, found the end: close the text that begins here";
        }
        if (problem.contains("escape")) {
            return "expected an escape such as \\n or \\u00e9, " + found(problem)
                    + ": write '\\\\' for '\\', or use single quotes";
        }
        if (problem.contains("mapping values are not allowed")) {
            return "expected one 'key: value', found another ':': put the value in quotes, or mend the indentation";
        }
        if (problem.contains("could not find expected ':'")) {
            return "expected 'key: value', found no ':': add it, or mend the indentation";
        }
        if (context.contains("flow sequence")) {
            return "expected ',' or ']', " + found(problem) + ": close the list that begins at " + opened;
        }
        if (context.contains("flow mapping")) {
            return "expected ',' or '}', " + found(problem) + ": close the map that begins at " + opened
                    + ", and put text with braces in quotes";
        }
        if (context.contains("block mapping") || context.contains("block collection")) {
            return "expected a line that begins like those of " + opened + ", " + found(problem)
                    + ": mend the indentation";
        }
        if (problem.contains("cannot start any token") || context.contains("alias")) {
            return "expected a value, " + found(problem) + ": put the text in quotes";
        }
        if (problem.contains("the node content")) {
            return "expected a value, " + found(problem) + ": write one before it, or take it out";
        }
        if (problem.contains("tag handle")) {
            return "expected a value without a tag, found one: leave the tag out";
        }
        if (context.contains("block scalar")) {
            return "expected '|' or '>' at the end of a line, and the text below it, " + found(problem)
                    + ": put the text in quotes";
        }
        if (context.contains("directive") || problem.contains("irective") || problem.contains("<document ")) {
            return "expected one document without directives, found another or a line that begins with '%':"
                    + " take it out";
        }
        return oneLine("expected YAML, found a fault " + (context.equals("null") ? "" : context) + ": " + problem);
    }

    /** What the parser found, without its names of tokens and its codes of characters. */
    private static String found(String problem) {
        Matcher character = FOUND_CHARACTER.matcher(problem);
        if (character.find()) {
            return "found '" + character.group(1) + "'";
        }
        return problem.contains("<stream end>") || problem.contains("end of stream")
                ? "found the end of the file"
                : "found another";
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s*[\\r\\n]+\\s*", " ").strip();
    }
}
