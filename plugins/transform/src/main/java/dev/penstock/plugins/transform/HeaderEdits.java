package dev.penstock.plugins.transform;

import dev.penstock.sdk.Call;
import dev.penstock.sdk.Direction;
import dev.penstock.sdk.Expression;
import dev.penstock.sdk.Fields;
import dev.penstock.sdk.Node;
import dev.penstock.sdk.Problem;
import dev.penstock.sdk.StepContext;
import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The compiled edits of one direction. */
final class HeaderEdits {
    private record Field(String name, Expression<String> value) {}

    private final Direction direction;
    private final List<Field> set;
    private final List<Field> add;
    private final List<String> remove;

    private HeaderEdits(Direction direction, List<Field> set, List<Field> add, List<String> remove) {
        this.direction = direction;
        this.set = set;
        this.add = add;
        this.remove = remove;
    }

    static HeaderEdits compile(HeadersConfig.Edits edits, Direction direction, StepContext context) {
        return new HeaderEdits(
                direction,
                fields(edits.set(), direction, context),
                fields(edits.add(), direction, context),
                names(edits.remove(), direction, context));
    }

    /** Fields that are set and nothing else, as an answer of the gateway's own has them. */
    static HeaderEdits setting(Map<String, Node> fields, StepContext context) {
        return new HeaderEdits(Direction.RESPONSE, fields(fields, Direction.RESPONSE, context), List.of(), List.of());
    }

    private static List<Field> fields(Map<String, Node> fields, Direction direction, StepContext context) {
        List<Field> compiled = new ArrayList<>(fields.size());
        fields.forEach((name, value) -> {
            Fields.fault(name, direction).ifPresent(fault -> context.fault(value, fault));
            compiled.add(new Field(name, context.text(value)));
        });
        return List.copyOf(compiled);
    }

    private static List<String> names(List<Node> nodes, Direction direction, StepContext context) {
        List<String> names = new ArrayList<>(nodes.size());
        for (Node node : nodes) {
            if (node instanceof Node.Scalar scalar) {
                Fields.fault(scalar.text(), direction).ifPresent(fault -> context.fault(node, fault));
                names.add(scalar.text());
            } else {
                context.fault(node, "expected the name of a header field, found a list or a map");
            }
        }
        return List.copyOf(names);
    }

    /** Evaluates every value before the first edit, so that a value may read the field that it replaces. */
    void apply(Call call, MultiMap headers) {
        List<String> setValues = evaluate(set, call);
        List<String> addValues = evaluate(add, call);
        remove.forEach(headers::remove);
        for (int i = 0; i < set.size(); i++) {
            if (setValues.get(i) != null) {
                headers.set(set.get(i).name, setValues.get(i));
            }
        }
        for (int i = 0; i < add.size(); i++) {
            if (addValues.get(i) != null) {
                headers.add(add.get(i).name, addValues.get(i));
            }
        }
    }

    /** One value for each field; null for one that is left out. */
    private List<String> evaluate(List<Field> fields, Call call) {
        List<String> values = new ArrayList<>(fields.size());
        for (Field field : fields) {
            String value = field.value.isLeftOut(call) ? null : field.value.evaluate(call);
            if (value != null && !Fields.isValue(value)) {
                throw Problem.of(
                        direction == Direction.REQUEST ? Problem.Kind.MALFORMED : Problem.Kind.STEP_FAILED,
                        "expected a value for the header field '" + field.name
                                + "', found one with control characters");
            }
            values.add(value);
        }
        return values;
    }
}
