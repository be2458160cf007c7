package dev.penstock.plugins.validate.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.penstock.plugins.validate.schema.Checker;
import dev.penstock.plugins.validate.schema.Finding;
import dev.penstock.plugins.validate.schema.JsonReader;
import dev.penstock.plugins.validate.schema.NotJson;
import dev.penstock.plugins.validate.schema.OverBudget;
import dev.penstock.plugins.validate.schema.Pointers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A parameter of an operation, or a header field of an answer.
 *
 * @param json whether its text is JSON
 * @param checker empty: any value will do
 */
public record Parameter(
        In in, String name, boolean required, Style style, Kind kind, boolean json, Optional<Checker> checker) {
    /** In steps: heads are short, and are checked on the loop. */
    private static final long BUDGET = 50_000;

    /** Where it is sent. */
    public enum In {
        PATH,
        QUERY,
        HEADER,
        COOKIE;

        String shown() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What is wrong with it. */
    List<Fault> faults(Values values) {
        String pointer = Pointers.append("", name);
        try {
            Optional<JsonNode> value = style.read(this, json ? Kind.ANY : kind, values);
            if (value.isEmpty()) {
                return required
                        ? List.of(new Fault(pointer, in.shown(), "expected the parameter '" + name + "', found none"))
                        : List.of();
            }
            return checker.isEmpty() ? List.of() : check(value.get(), pointer, values);
        } catch (Style.Unreadable broken) {
            return List.of(new Fault(pointer, in.shown(), broken.getMessage()));
        } catch (NotJson broken) {
            return List.of(new Fault(pointer, in.shown(), broken.getMessage()));
        } catch (OverBudget heavy) {
            return List.of(new Fault(pointer, in.shown(), "expected a value that is checked in " + BUDGET + " steps"));
        }
    }

    private List<Fault> check(JsonNode sent, String pointer, Values values) throws NotJson, Style.Unreadable {
        JsonNode value = json ? JsonReader.read(sent.asText().getBytes(StandardCharsets.UTF_8)) : sent;
        List<Finding> findings = checker.orElseThrow().check(value, BUDGET);
        boolean read = !value.isTextual() && value.isValueNode() && kind.mayBeText() && !json;
        if (!findings.isEmpty() && read) {
            // It looks like a number, and may be text as well.
            String text = style.decoded(values.of(in, name).get(0));
            List<Finding> asText = checker.orElseThrow().check(TextNode.valueOf(text), BUDGET);
            findings = asText.isEmpty() ? asText : findings;
        }
        return findings.stream()
                .map(finding -> new Fault(pointer + finding.pointer(), in.shown(), finding.detail()))
                .toList();
    }
}
