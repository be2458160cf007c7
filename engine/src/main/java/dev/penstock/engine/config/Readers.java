package dev.penstock.engine.config;

import dev.penstock.sdk.Node;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Chooses the reader of a type: the one place that says what a record's component may be. */
final class Readers {
    private Readers() {}

    /**
     * The reader of this type.
     *
     * @throws IllegalArgumentException when components cannot have it
     */
    static Reader of(Type type, Optional<Range> range) {
        if (type instanceof ParameterizedType generic) {
            return ofGeneric(generic, range);
        }
        if (type instanceof Class<?> plain) {
            return ofClass(plain, range);
        }
        throw unsupported(type);
    }

    private static Reader ofGeneric(ParameterizedType type, Optional<Range> range) {
        Type[] arguments = type.getActualTypeArguments();
        if (type.getRawType() == Optional.class) {
            Reader inner = of(arguments[0], range);
            return (node, reading) -> {
                Optional<?> value = inner.read(node, reading);
                return value.isPresent() ? Optional.of(value) : Optional.empty();
            };
        }
        if (type.getRawType() == List.class) {
            return list(of(arguments[0], range));
        }
        if (type.getRawType() == Map.class && arguments[0] == String.class) {
            return map(of(arguments[1], range));
        }
        if (type.getRawType() == Placed.class) {
            Reader inner = of(arguments[0], range);
            return (node, reading) -> inner.read(node, reading).map(value -> new Placed<>(node.place(), value));
        }
        throw unsupported(type);
    }

    private static Reader ofClass(Class<?> type, Optional<Range> range) {
        if (type == Node.class) {
            return (node, reading) -> Optional.of(node);
        }
        if (type == String.class) {
            return Scalars.text();
        }
        if (type == boolean.class || type == Boolean.class) {
            return Scalars.flag();
        }
        if (type == int.class || type == Integer.class) {
            long min = range.map(Range::min).orElse((long) Integer.MIN_VALUE);
            return Scalars.whole(
                    min, Math.min(Integer.MAX_VALUE, range.map(Range::max).orElse(Long.MAX_VALUE)), Math::toIntExact);
        }
        if (type == long.class || type == Long.class) {
            return Scalars.whole(
                    range.map(Range::min).orElse(Long.MIN_VALUE),
                    range.map(Range::max).orElse(Long.MAX_VALUE),
                    number -> number);
        }
        if (type == double.class || type == Double.class) {
            return Scalars.decimal();
        }
        if (type == Duration.class) {
            return Scalars.duration(
                    range.map(Range::min).orElse(0L), range.map(Range::max).orElse(Long.MAX_VALUE));
        }
        if (type.isEnum()) {
            return Scalars.constant(type);
        }
        Optional<Method> parse = parse(type);
        if (parse.isPresent()) {
            return Scalars.parsed(parse.get());
        }
        if (type.isRecord()) {
            Class<? extends Record> record = type.asSubclass(Record.class);
            return (node, reading) -> reading.binder().record(node, record, reading);
        }
        throw unsupported(type);
    }

    /** The static {@code parse} of a type that has one. */
    static Optional<Method> parse(Class<?> type) {
        try {
            Method parse = type.getMethod("parse", String.class);
            return Optional.of(parse)
                    .filter(method -> Modifier.isStatic(method.getModifiers()) && method.getReturnType() == type);
        } catch (NoSuchMethodException none) {
            return Optional.empty();
        }
    }

    private static Reader list(Reader inner) {
        return (node, reading) -> {
            if (!(node instanceof Node.Sequence sequence)) {
                return inner.read(node, reading).map(List::of);
            }
            List<Object> values = new ArrayList<>();
            for (Node item : sequence.items()) {
                inner.read(item, reading).ifPresent(values::add);
            }
            return values.size() == sequence.items().size() ? Optional.of(List.copyOf(values)) : Optional.empty();
        };
    }

    private static Reader map(Reader inner) {
        return (node, reading) -> {
            if (!(node instanceof Node.Mapping mapping)) {
                return reading.expected("a map", node);
            }
            Map<String, Object> values = new LinkedHashMap<>();
            for (Node.Entry entry : mapping.entries()) {
                inner.read(entry.value(), reading.under(entry.key()))
                        .ifPresent(value -> values.put(entry.key(), value));
            }
            return values.size() == mapping.entries().size()
                    ? Optional.of(Collections.unmodifiableMap(values))
                    : Optional.empty();
        };
    }

    private static IllegalArgumentException unsupported(Type type) {
        return new IllegalArgumentException("no setting can be a " + type.getTypeName());
    }
}
