package dev.penstock.plugins.aggregate;

import io.vertx.core.MultiMap;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The fields of an answer, lower-case name to first value: copied when an expression asks for one, as few do. */
final class FirstValues extends AbstractMap<String, Object> {
    private final MultiMap fields;
    private Map<String, Object> values;

    FirstValues(MultiMap fields) {
        this.fields = fields;
    }

    @Override
    public Object get(Object name) {
        return read().get(name);
    }

    @Override
    public boolean containsKey(Object name) {
        return read().containsKey(name);
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        return read().entrySet();
    }

    private Map<String, Object> read() {
        if (values == null) {
            values = new LinkedHashMap<>();
            fields.forEach((name, value) -> values.putIfAbsent(name.toLowerCase(Locale.ROOT), value));
        }
        return values;
    }
}
