package dev.penstock.engine.expression;

import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** A name with fixed members as a map whose values are computed when they are read. */
final class Members extends AbstractMap<String, Object> {
    private static final Object NULL = new Object();

    private final Set<String> names;
    private final Function<String, Object> read;

    /** @param read null where there is no such member in this call; {@link #orNull} where it is JSON null */
    Members(Set<String> names, Function<String, Object> read) {
        this.names = names;
        this.read = read;
    }

    static Object orNull(Object json) {
        return json == null ? NULL : json;
    }

    @Override
    public Object get(Object key) {
        Object value = key instanceof String name ? read.apply(name) : null;
        return value == NULL ? null : value;
    }

    @Override
    public boolean containsKey(Object key) {
        return key instanceof String name && read.apply(name) != null;
    }

    @Override
    public Set<Map.Entry<String, Object>> entrySet() {
        Map<String, Object> all = new LinkedHashMap<>();
        for (String name : new TreeSet<>(names)) {
            if (containsKey(name)) {
                all.put(name, get(name));
            }
        }
        return all.entrySet();
    }
}
