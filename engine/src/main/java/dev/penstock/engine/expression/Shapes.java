package dev.penstock.engine.expression;

import dev.cel.common.exceptions.CelAttributeNotFoundException;
import dev.cel.common.exceptions.CelIndexOutOfBoundsException;
import dev.cel.common.exceptions.CelInvalidArgumentException;
import dev.penstock.sdk.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Functions that cut and join maps and lists of CEL values. */
final class Shapes {
    private Shapes() {}

    /** These members, in this order; one that is not there is left out. */
    static Map<?, ?> pick(Map<?, ?> map, List<?> names) {
        Map<?, ?> from = unwrapped(map);
        Map<Object, Object> picked = new LinkedHashMap<>();
        for (Object name : names) {
            Object member = from.get(name);
            if (member != null || from.containsKey(name)) {
                picked.put(name, member);
            }
        }
        return wrapped(map, picked);
    }

    /** All members but these. */
    static Map<?, ?> drop(Map<?, ?> map, List<?> names) {
        Map<Object, Object> rest = new LinkedHashMap<>(unwrapped(map));
        names.forEach(rest::remove);
        return wrapped(map, rest);
    }

    /** The members of both; where both have one, the second's. */
    static Map<?, ?> merge(Map<?, ?> first, Map<?, ?> second) {
        boolean json = first instanceof JsonObject && second instanceof JsonObject;
        Map<Object, Object> merged = new LinkedHashMap<>(json ? unwrapped(first) : first);
        merged.putAll(json ? unwrapped(second) : second);
        return json ? wrapped(first, merged) : merged;
    }

    private static Map<?, ?> unwrapped(Map<?, ?> map) {
        return map instanceof JsonObject object ? object.plain() : map;
    }

    @SuppressWarnings("unchecked") // the members of JSON objects have no other keys
    private static Map<?, ?> wrapped(Map<?, ?> origin, Map<Object, Object> members) {
        return origin instanceof JsonObject object ? object.with((Map<String, ?>) (Map<?, ?>) members) : members;
    }

    /** The first items, as many as there are up to this count. */
    static List<Object> take(List<?> list, long count) {
        int length = (int) Math.max(0, Math.min(count, list.size()));
        return list instanceof CelList items
                ? items.head(length)
                : CelList.of(new ArrayList<Object>(list.subList(0, length)));
    }

    static String reverse(String text) {
        return new StringBuilder(text).reverse().toString();
    }

    static List<Object> reverse(List<?> list) {
        List<Object> reversed = new ArrayList<>(list);
        Collections.reverse(reversed);
        return CelList.of(reversed);
    }

    /**
     * Each item once, where it stands first. CEL's own hashes values that a hostile client can make collide; texts may
     * collide, but have an order.
     */
    static List<Object> distinct(List<?> list) {
        Set<Object> seen = new HashSet<>();
        List<Object> distinct = new ArrayList<>();
        for (Object item : list) {
            boolean plain = !(item instanceof Map) && !(item instanceof Collection) && !(item instanceof String);
            if (seen.add(plain ? comparable(item) : Json.write(sorted(item)).toString())) {
                distinct.add(item);
            }
        }
        return CelList.of(distinct);
    }

    /** The same JSON for values that CEL takes for equal. */
    private static Object sorted(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> sorted = new TreeMap<>();
            map.forEach((key, member) -> sorted.put(
                    (key instanceof String ? "'" : "") + Values.text(Values.plain(comparable(key))), sorted(member)));
            return sorted;
        }
        return value instanceof Collection<?> list
                ? list.stream().map(Shapes::sorted).collect(Collectors.toCollection(ArrayList::new))
                : Values.plain(comparable(value));
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
