package dev.penstock.engine.expression;

import dev.cel.common.exceptions.CelAttributeNotFoundException;
import dev.cel.common.exceptions.CelIndexOutOfBoundsException;
import dev.cel.common.exceptions.CelInvalidArgumentException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Functions that cut and join maps and lists of CEL values. */
final class Shapes {
    private Shapes() {}

    /** These members, in this order; one that is not there is left out. */
    static Map<Object, Object> pick(Map<?, ?> map, List<?> names) {
        Map<Object, Object> picked = new LinkedHashMap<>();
        for (Object name : names) {
            Object member = map.get(name);
            if (member != null) {
                picked.put(name, member);
            }
        }
        return picked;
    }

    /** All members but these. */
    static Map<Object, Object> drop(Map<?, ?> map, List<?> names) {
        Map<Object, Object> rest = new LinkedHashMap<>(map);
        names.forEach(rest::remove);
        return rest;
    }

    /** The members of both; where both have one, the second's. */
    static Map<Object, Object> merge(Map<?, ?> first, Map<?, ?> second) {
        Map<Object, Object> merged = new LinkedHashMap<>(first);
        merged.putAll(second);
        return merged;
    }

    /** The first items, as many as there are up to this count. */
    static List<Object> take(List<?> list, long count) {
        List<?> head = list.subList(0, (int) Math.max(0, Math.min(count, list.size())));
        return CelList.of(new ArrayList<Object>(head));
    }

    static String reverse(String text) {
        return new StringBuilder(text).reverse().toString();
    }

    static List<Object> reverse(List<?> list) {
        List<Object> reversed = new ArrayList<>(list);
        Collections.reverse(reversed);
        return CelList.of(reversed);
    }

    /** Each item of the list, merged with the first item of the other list that has the same value under this key. */
    static List<Object> join(List<?> list, List<?> other, String key) {
        Map<Object, Map<?, ?>> byKey = new HashMap<>();
        for (Object item : other) {
            if (object(item).get(key) != null) {
                byKey.putIfAbsent(comparable(object(item).get(key)), object(item));
            }
        }
        List<Object> joined = new ArrayList<>(list.size());
        for (Object item : list) {
            Object value = object(item).get(key);
            Map<?, ?> match = value == null ? null : byKey.get(comparable(value));
            joined.add(match == null ? item : merge(object(item), match));
        }
        return CelList.of(joined);
    }

    private static Map<?, ?> object(Object item) {
        if (item instanceof Map<?, ?> map) {
            return map;
        }
        throw new CelInvalidArgumentException("expected lists of maps to join, found another item");
    }

    /** So that 7 and 7.0 are the same key. */
    private static Object comparable(Object value) {
        return value instanceof Double number && number == number.longValue() ? (Object) number.longValue() : value;
    }

    /** {@code container[key]}; what is not there is absent, whatever the container turns out to be. */
    static Object index(Object container, Object key) {
        Object step = comparable(key);
        if (container instanceof JsonObject object && step instanceof String name) {
            return object.find(name).orElseThrow(object::absent);
        }
        if (container instanceof CelList list && step instanceof Long index) {
            return list.select(index);
        }
        if (container instanceof Map<?, ?> map) {
            Object member = map.get(step);
            if (member == null) {
                throw CelAttributeNotFoundException.forMissingMapKey(String.valueOf(key));
            }
            return member;
        }
        if (container instanceof List<?> list && step instanceof Long index) {
            if (index < 0 || index >= list.size()) {
                throw new CelIndexOutOfBoundsException(index);
            }
            return list.get(index.intValue());
        }
        throw CelAttributeNotFoundException.of("expected a map or a list, found neither");
    }
}
