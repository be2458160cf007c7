package dev.penstock.plugins.transform;

import dev.penstock.sdk.Call;
import dev.penstock.sdk.Direction;
import dev.penstock.sdk.Expression;
import dev.penstock.sdk.Fields;
import dev.penstock.sdk.Node;
import dev.penstock.sdk.Part;
import dev.penstock.sdk.Problem;
import dev.penstock.sdk.StepContext;
import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The compiled edits of one direction. */
final class HeaderEdits {
    private record Field(String name, Expression<String> value) {}

    private record Written(String name, String value) {}

    private final List<Field> set;
    private final List<Field> add;
    private final List<String> remove;

    private HeaderEdits(List<Field> set, List<Field> add, List<String> remove) {
        this.set = set;
        this.add = add;
        this.remove = remove;
    }

    static HeaderEdits compile(HeadersConfig.Edits edits, Direction direction, StepContext context) {
        return new HeaderEdits(
                fields(edits.set(), direction, context),
                fields(edits.add(), direction, context),
                names(edits.remove(), direction, context));
    }

    /** Fields that are set and nothing else, as an answer of the gateway's own has them. */
    static HeaderEdits setting(Map<String, Node> fields, StepContext context) {
        return new HeaderEdits(fields(fields, Direction.RESPONSE, context), List.of(), List.of());
    }

    private static List<Field> fields(Map<String, Node> fields, Direction direction, StepContext context) {
        List<Field> compiled = new ArrayList<>(fields.size());
        fields.forEach((name, value) -> {
            Fields.fault(name, direction).ifPresent(fault -> context.fault(value, fault));
            Expression<String> text = context.field(value);
            if (direction == Direction.REQUEST && Fields.isName(name)) {
                context.writes(Part.header(name), text);
            }
            compiled.add(new Field(name, text));
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
        List<Written> replacing = evaluate(set, call);
        List<Written> joining = evaluate(add, call);
        remove.forEach(headers::remove);
        replacing.forEach(field -> headers.set(field.name(), field.value()));
        joining.forEach(field -> headers.add(field.name(), field.value()));
    }

    /** The fields as they are written; one that reads what was left out is left out too. */
    private List<Written> evaluate(List<Field> fields, Call call) {
        List<Written> written = new ArrayList<>(fields.size());
        for (Field field : fields) {
            if (!field.value.isLeftOut(call)) {
                written.add(new Written(field.name, checked(field.name, field.value.evaluate(call), call)));
            }
        }
        return written;
    }

    /** On the way down it is the client's request that does not fit. */
    private static String checked(String name, String value, Call call) {
        if (!Fields.isValue(value)) {
            throw Problem.of(
                    call.reply().isPresent() ? Problem.Kind.STEP_FAILED : Problem.Kind.MALFORMED,
                    "expected a value for the header field '" + name + "', found one with control characters");
        }
        return value;
    }
}
