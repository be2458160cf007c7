package dev.penstock.engine.expression;

import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.CelValue;
import dev.cel.common.values.SelectableValue;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A JSON object as CEL sees it. CEL walks a plain map whole at every step of an expression; a {@code CelValue} it takes
 * as it is, so reading one member of a large body costs one look-up. It also knows where it was found, so that a member
 * that is not there can be named.
 */
@SuppressWarnings("Immutable") // a view on what belongs to one call, gone when the evaluation ends
final class JsonObject extends CelValue implements Map<String, Object>, SelectableValue<String> {
    private static final CelType TYPE = MapType.create(SimpleType.DYN, SimpleType.DYN);

    private final Map<String, ?> members;
    private final Trail trail;

    JsonObject(Map<String, ?> members, Trail trail) {
        this.members = members;
        this.trail = trail;
    }

    /** The members as they were given, not wrapped. */
    Map<String, ?> plain() {
        return members;
    }

    /** Other members in its place, not wrapped: numbers that CEL does not hold stay as they are. */
    JsonObject with(Map<String, ?> others) {
        return new JsonObject(others, trail);
    }

    @Override
    public Object select(String name) {
        return find(name).orElseThrow(() -> trail.below(name).absent());
    }

    /** That a member is not there whose name comes from the call. */
    Absent absent() {
        return trail.below(Trail.UNNAMED).absent();
    }

    @Override
    public Optional<Object> find(String name) {
        return Optional.ofNullable(get(name));
    }

    @Override
    public Object get(Object key) {
        Object member = members.get(key);
        if (member == null && !members.containsKey(key)) {
            return null;
        }
        return Values.wrap(member, trail.below(key));
    }

    @Override
    public boolean containsKey(Object key) {
        return members.containsKey(key);
    }

    @Override
    public int size() {
        return members.size();
    }

    @Override
    public boolean isEmpty() {
        return members.isEmpty();
    }

    @Override
    public Set<String> keySet() {
        return Collections.unmodifiableSet(members.keySet());
    }

    @Override
    public Collection<Object> values() {
        return copy().values();
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        return copy().entrySet();
    }

    @Override
    public boolean containsValue(Object value) {
        return copy().containsValue(value);
    }

    private Map<String, Object> copy() {
        Map<String, Object> copy = new LinkedHashMap<>();
        members.forEach((name, member) -> copy.put(name, Values.wrap(member, trail.below(name))));
        return copy;
    }

    @Override
    public Object put(String key, Object value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Object remove(Object key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void putAll(Map<? extends String, ?> more) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void clear() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Object value() {
        return this;
    }

    @Override
    public boolean isZeroValue() {
        return isEmpty();
    }

    @Override
    public CelType celType() {
        return TYPE;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JsonObject object
                ? members.equals(object.members)
                : other instanceof Map<?, ?> && copy().equals(other);
    }

    @Override
    public int hashCode() {
        return copy().hashCode();
    }

    /** Short, since CEL puts it into the messages of its exceptions. */
    @Override
    public String toString() {
        return trail.toString();
    }
}
