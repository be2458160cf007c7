package dev.penstock.engine.expression;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.penstock.sdk.Call;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A plain look-up such as {@code path.id}, {@code header['x-user']} or {@code product.body.items[0].id}: read without
 * CEL, with CEL's meaning.
 *
 * @param steps keys ({@code String}) and indices ({@code Long})
 */
record Lookup(Base base, List<Object> steps) implements Source {
    private static final Object MISSING = new Object();

    Lookup {
        steps = List.copyOf(steps);
    }

    @Override
    public Object read(Call call) {
        Object value = walk(call, steps.size());
        if (value != MISSING) {
            return plain(value);
        }
        int length = 1;
        while (walk(call, length) != MISSING) {
            length++;
        }
        throw new Absent(name(length), base.isAnswer());
    }

    /** The value, or null where it or a step to it is absent. */
    Object readOrNull(Call call) {
        try {
            Object value = walk(call, steps.size());
            return value == MISSING ? null : plain(value);
        } catch (Absent baseIsAbsent) {
            return null;
        }
    }

    /** The value: empty where it or a step to it is absent, empty within where it is null. */
    Optional<Optional<Object>> find(Call call) {
        try {
            Object value = walk(call, steps.size());
            return value == MISSING ? Optional.empty() : Optional.of(Optional.ofNullable(Values.plain(value)));
        } catch (Absent baseIsAbsent) {
            return Optional.empty();
        }
    }

    private static Object plain(Object value) {
        return value instanceof Number || Values.isView(value) ? Values.plain(value) : value;
    }

    private Object walk(Call call, int length) {
        Object value = base.value(call);
        for (int i = 0; i < length; i++) {
            Object step = steps.get(i);
            if (value instanceof Map<?, ?> map && step instanceof String) {
                value = map.get(step);
                if (value == null && !map.containsKey(step)) {
                    return MISSING;
                }
            } else if (value instanceof List<?> list
                    && step instanceof Long index
                    && index >= 0
                    && index < list.size()) {
                value = list.get(index.intValue());
            } else {
                return MISSING;
            }
        }
        return value;
    }

    /** Its static type; empty when a type on the way has no such step, which is for the type checker to say. */
    Optional<CelType> type() {
        CelType type = base instanceof Root root ? root.type() : SimpleType.DYN;
        for (int i = 0; i < steps.size(); i++) {
            CelType next = null;
            if (i == 0 && base instanceof Root root && !root.members().isEmpty()) {
                next = root.members().get(steps.get(0));
            } else if (type.equals(SimpleType.DYN)) {
                next = SimpleType.DYN;
            } else if (type instanceof MapType map && steps.get(i) instanceof String) {
                next = map.valueType();
            } else if (type instanceof ListType list && steps.get(i) instanceof Long) {
                next = list.elemType();
            }
            if (next == null) {
                return Optional.empty();
            }
            type = next;
        }
        return Optional.of(type);
    }

    private String name(int length) {
        StringBuilder text = new StringBuilder(base.baseName());
        for (Object step : steps.subList(0, length)) {
            Trail.append(text, step);
        }
        return text.toString();
    }

    /** As an expression writes it. */
    @Override
    public String toString() {
        return name(steps.size());
    }
}
