package dev.penstock.engine.expression;

import dev.penstock.sdk.Call;
import java.util.List;
import java.util.Map;

/**
 * A plain look-up such as {@code path.id}, {@code header['x-user']} or {@code product.body.items[0].id}: read without
 * CEL, with CEL's meaning.
 *
 * @param steps keys ({@code String}) and indices ({@code Long})
 */
record Lookup(Base base, List<Object> steps) implements Source {
    Lookup {
        steps = List.copyOf(steps);
    }

    @Override
    public Object read(Call call) {
        Object value = base.value(call);
        for (int i = 0; i < steps.size(); i++) {
            Object step = steps.get(i);
            if (value instanceof Map<?, ?> map && step instanceof String) {
                value = map.get(step);
                if (value == null && !map.containsKey(step)) {
                    throw absent(i);
                }
            } else if (value instanceof List<?> list
                    && step instanceof Long index
                    && index >= 0
                    && index < list.size()) {
                value = list.get(index.intValue());
            } else {
                throw absent(i);
            }
        }
        return Values.isView(value) ? Values.plain(value) : value;
    }

    private Absent absent(int last) {
        return new Absent(name(last + 1), base.isAnswer());
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
