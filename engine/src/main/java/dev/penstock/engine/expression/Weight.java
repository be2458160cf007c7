package dev.penstock.engine.expression;

import dev.cel.common.values.CelByteString;
import java.util.Collection;
import java.util.Map;

/** How large values are, in units of {@link Meter}. */
final class Weight {
    private static final int CHARS = 8;

    private final long most;
    private long sum;

    private Weight(long most) {
        this.most = most;
    }

    /** Of the value itself: a list by its length, whatever its items are. */
    static long shallow(Object value) {
        if (value instanceof String text) {
            return chars(text.length());
        }
        if (value instanceof CelByteString bytes) {
            return chars(bytes.size());
        }
        if (value instanceof Collection<?> items) {
            return 1L + items.size();
        }
        return value instanceof Map<?, ?> map ? 1L + map.size() : 1;
    }

    /** Of the value and all below it, as often as it would be written; once it is more than {@code most}, about that. */
    static long deep(Object value, long most) {
        Weight weight = new Weight(most);
        weight.add(value);
        return weight.sum;
    }

    /** Of a text of this length. */
    static long chars(long length) {
        return 1 + length / CHARS;
    }

    private void add(Object value) {
        if (sum > most) {
            return;
        }
        if (value instanceof JsonObject object) {
            addMap(object.plain());
        } else if (value instanceof CelList list) {
            addAll(list.plain());
        } else if (value instanceof Map<?, ?> map) {
            addMap(map);
        } else if (value instanceof Collection<?> items) {
            addAll(items);
        } else {
            sum += shallow(value);
        }
    }

    private void addAll(Collection<?> items) {
        sum++;
        for (Object item : items) {
            if (sum > most) {
                return;
            }
            add(item);
        }
    }

    private void addMap(Map<?, ?> map) {
        sum++;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (sum > most) {
                return;
            }
            sum += shallow(entry.getKey());
            add(entry.getValue());
        }
    }
}
