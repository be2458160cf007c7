package dev.penstock.engine.expression;

import io.vertx.core.MultiMap;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Header fields as a map, name in lower case to first value; a view, so that one look-up copies nothing. */
final class HeaderView extends AbstractMap<String, Object> {
    private final MultiMap fields;

    HeaderView(MultiMap fields) {
        this.fields = fields;
    }

    @Override
    public Object get(Object key) {
        return key instanceof String name ? fields.get(name) : null;
    }

    @Override
    public boolean containsKey(Object key) {
        return get(key) != null;
    }

    @Override
    public Set<Map.Entry<String, Object>> entrySet() {
        Map<String, Object> all = new LinkedHashMap<>();
        for (Map.Entry<String, String> field : fields) {
            all.putIfAbsent(field.getKey().toLowerCase(Locale.ROOT), field.getValue());
        }
        return all.entrySet();
    }
}
