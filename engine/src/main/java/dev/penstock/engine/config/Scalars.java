package dev.penstock.engine.config;

import dev.penstock.sdk.Node;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.math.BigInteger;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Readers of single values. They go by the text, so that a value from the environment is as good as one in the file. */
final class Scalars {
    private Scalars() {}

    /** Any scalar as it is written, but nothing. */
    static Reader text() {
        return (node, reading) -> node instanceof Node.Scalar scalar && scalar.value() != null
                ? Optional.of(unescaped(scalar.text()))
                : reading.expected("text", node);
    }

    static Reader flag() {
        return (node, reading) -> {
            String text = node instanceof Node.Scalar scalar ? scalar.text().toLowerCase(Locale.ROOT) : "";
            return text.equals("true") || text.equals("false")
                    ? Optional.of(text.equals("true"))
                    : reading.expected("true or false", node);
        };
    }

    /** A whole number within these bounds, both included. */
    static <N> Reader whole(long min, long max, Function<Long, N> narrow) {
        return (node, reading) -> {
            Optional<Long> number = whole(node).filter(value -> value >= min && value <= max);
            return number.isPresent()
                    ? number.map(narrow)
                    : reading.expected("a whole number" + between(min, max), node);
        };
    }

    static Reader decimal() {
        return (node, reading) -> {
            if (node instanceof Node.Scalar scalar && scalar.text().matches("[-+]?[0-9.]+([eE][-+]?[0-9]+)?")) {
                try {
                    return Optional.of(Double.parseDouble(scalar.text()));
                } catch (NumberFormatException severalPoints) {
                    return reading.expected("a number", node);
                }
            }
            return reading.expected("a number", node);
        };
    }

    /** A duration within these bounds, in milliseconds. */
    static Reader duration(long min, long max) {
        return parsed("a duration such as 200ms or 5s", text -> {
            Duration duration = Durations.parse(text);
            if (duration.toMillis() < min || duration.toMillis() > max) {
                throw new IllegalArgumentException(
                        "expected a duration" + between(min, max) + " ms, found '" + text + "'");
            }
            return duration;
        });
    }

    /** One of the constants, in kebab-case. */
    static Reader constant(Class<?> type) {
        Map<String, Object> constants = new LinkedHashMap<>();
        for (Object constant : type.getEnumConstants()) {
            constants.put(kebab(constant), constant);
        }
        return (node, reading) -> {
            String text = node instanceof Node.Scalar scalar ? scalar.text() : "";
            if (constants.containsKey(text)) {
                return Optional.of(constants.get(text));
            }
            return reading.fault(
                    node,
                    "expected one of " + String.join(", ", constants.keySet()) + ", found " + Reading.shown(node)
                            + Nearest.hint(text, constants.keySet()));
        };
    }

    /** How files write a constant. */
    static String kebab(Object constant) {
        return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What this static {@code parse} makes of the text. */
    static Reader parsed(Method parse) {
        parse.setAccessible(true);
        return parsed("text", text -> {
            try {
                return parse.invoke(null, text);
            } catch (InvocationTargetException refused) {
                throw refused.getCause() instanceof IllegalArgumentException expected
                        ? expected
                        : new IllegalStateException(refused.getCause());
            } catch (IllegalAccessException impossible) {
                throw new IllegalStateException(impossible);
            }
        });
    }

    private static Reader parsed(String what, Function<String, Object> parse) {
        return (node, reading) -> {
            if (!(node instanceof Node.Scalar scalar) || scalar.value() == null) {
                return reading.expected(what, node);
            }
            try {
                return Optional.of(parse.apply(unescaped(scalar.text())));
            } catch (IllegalArgumentException refused) {
                return reading.fault(node, refused.getMessage());
            } catch (IllegalStateException | ArithmeticException broken) {
                return reading.fault(node, "expected another value than " + Reading.shown(node) + ": it was refused");
            }
        };
    }

    private static Optional<Long> whole(Node node) {
        if (!(node instanceof Node.Scalar scalar)) {
            return Optional.empty();
        }
        if (scalar.value() instanceof Long number) {
            return Optional.of(number);
        }
        if (!scalar.text().matches("[-+]?[0-9]{1,40}")) {
            return Optional.empty();
        }
        BigInteger number = new BigInteger(scalar.text());
        return number.bitLength() < Long.SIZE ? Optional.of(number.longValue()) : Optional.empty();
    }

    private static String between(long min, long max) {
        if (max == Long.MAX_VALUE || max == Integer.MAX_VALUE) {
            return min == Long.MIN_VALUE || min == Integer.MIN_VALUE ? "" : " of at least " + min;
        }
        return " from " + min + " to " + max;
    }

    private static String unescaped(String text) {
        return text.replace("$${", "${");
    }
}
