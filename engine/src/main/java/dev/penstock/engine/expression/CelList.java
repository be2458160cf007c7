package dev.penstock.engine.expression;

import dev.cel.common.exceptions.CelIndexOutOfBoundsException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.CelValue;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.ListIterator;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * A list as CEL sees it; like {@link JsonObject}, it is not walked whole at every step. Its items are CEL values.
 *
 * <p>The macros {@code map} and {@code filter} append to a list item by item, which CEL does by copying. Here a list that
 * grows shares its storage with the list that it grew from, as long as that one was the last to grow; every list sees
 * its own length only, so none ever changes.
 */
@SuppressWarnings("Immutable") // a view on what belongs to one call, gone when the evaluation ends
final class CelList extends CelValue implements List<Object>, RandomAccess {
    private static final CelType TYPE = ListType.create(SimpleType.DYN);

    private final List<Object> items;

    private CelList(List<Object> items) {
        this.items = items;
    }

    /** A JSON list, its items wrapped as they are read. */
    static CelList of(List<?> json, Trail trail) {
        return new CelList(new Wrapped(json, trail));
    }

    /** CEL values. */
    static CelList of(List<Object> values) {
        return new CelList(values);
    }

    /** The item at this index. */
    Object select(long index) {
        if (index >= 0 && index < items.size()) {
            return items.get((int) index);
        }
        if (items instanceof Wrapped wrapped) {
            throw wrapped.trail.below(index).absent();
        }
        throw new CelIndexOutOfBoundsException(index);
    }

    /** Whether {@link #concat} need not copy it. */
    static boolean grows(List<?> first) {
        return first instanceof CelList list && list.items instanceof Grown grown && grown.isLast();
    }

    static CelList concat(List<?> first, List<?> second) {
        if (grows(first)) {
            return new CelList(((Grown) ((CelList) first).items).and(second));
        }
        List<Object> storage = new ArrayList<>(first.size() + second.size() + 8);
        first.forEach(storage::add);
        return new CelList(new Grown(storage, storage.size()).and(second));
    }

    /** The first items, at most as many as there are. */
    CelList head(int count) {
        return items instanceof Wrapped wrapped
                ? of(wrapped.json.subList(0, count), wrapped.trail)
                : of(new ArrayList<>(items.subList(0, count)));
    }

    /** Whether it wraps a JSON list. */
    boolean isJson() {
        return items instanceof Wrapped;
    }

    /** The JSON list that it wraps, else its values. */
    List<?> plain() {
        return items instanceof Wrapped wrapped ? wrapped.json : items;
    }

    private static final class Wrapped extends AbstractList<Object> implements RandomAccess {
        private final List<?> json;
        private final Trail trail;

        Wrapped(List<?> json, Trail trail) {
            this.json = json;
            this.trail = trail;
        }

        @Override
        public Object get(int index) {
            return Values.wrap(json.get(index), trail.below((long) index));
        }

        @Override
        public int size() {
            return json.size();
        }
    }

    private static final class Grown extends AbstractList<Object> implements RandomAccess {
        private final List<Object> storage;
        private final int size;

        Grown(List<Object> storage, int size) {
            this.storage = storage;
            this.size = size;
        }

        boolean isLast() {
            return storage.size() == size;
        }

        Grown and(List<?> more) {
            storage.addAll(more);
            return new Grown(storage, storage.size());
        }

        @Override
        public Object get(int index) {
            return storage.get(Objects.checkIndex(index, size));
        }

        @Override
        public int size() {
            return size;
        }
    }

    @Override
    public Object get(int index) {
        return items.get(index);
    }

    @Override
    public int size() {
        return items.size();
    }

    @Override
    public boolean isEmpty() {
        return items.isEmpty();
    }

    @Override
    public boolean contains(Object value) {
        return items.contains(value);
    }

    @Override
    public boolean containsAll(Collection<?> values) {
        return items.containsAll(values);
    }

    @Override
    public int indexOf(Object value) {
        return items.indexOf(value);
    }

    @Override
    public int lastIndexOf(Object value) {
        return items.lastIndexOf(value);
    }

    @Override
    public Iterator<Object> iterator() {
        return items.iterator();
    }

    @Override
    public ListIterator<Object> listIterator() {
        return items.listIterator();
    }

    @Override
    public ListIterator<Object> listIterator(int index) {
        return items.listIterator(index);
    }

    @Override
    public List<Object> subList(int from, int to) {
        return items.subList(from, to);
    }

    @Override
    public Object[] toArray() {
        return items.toArray();
    }

    @Override
    public <T> T[] toArray(T[] array) {
        return items.toArray(array);
    }

    @Override
    public boolean add(Object value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void add(int index, Object value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean addAll(Collection<?> values) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean addAll(int index, Collection<?> values) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Object set(int index, Object value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Object remove(int index) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean remove(Object value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean removeAll(Collection<?> values) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean retainAll(Collection<?> values) {
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
        return items.equals(other);
    }

    @Override
    public int hashCode() {
        return items.hashCode();
    }

    /** Short, since CEL puts it into the messages of its exceptions. */
    @Override
    public String toString() {
        return "a list of " + size();
    }
}
