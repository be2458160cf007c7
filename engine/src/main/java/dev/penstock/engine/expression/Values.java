package dev.penstock.engine.expression;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.types.CelType;
import dev.cel.common.values.CelByteString;
import dev.cel.common.values.NullValue;
import dev.penstock.sdk.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Between plain JSON values and those of CEL. */
final class Values {
    private Values() {}

    /** A JSON value for CEL: null as CEL's own, maps and lists as views. */
    static Object wrap(Object json, Trail trail) {
        if (json == null) {
            return NullValue.NULL_VALUE;
        }
        if (json instanceof String || json instanceof Long || json instanceof Boolean || json instanceof Double) {
            return json;
        }
        if (json instanceof Map<?, ?> map) {
            return new JsonObject(textKeys(map), trail);
        }
        if (json instanceof List<?> list) {
            return CelList.of(list, trail);
        }
        if (json instanceof Integer || json instanceof Short || json instanceof Byte) {
            return ((Number) json).longValue();
        }
        if (json instanceof BigInteger || json instanceof BigDecimal || json instanceof Float) {
            return ((Number) json).doubleValue();
        }
        return json;
    }

    @SuppressWarnings("unchecked") // the maps of JSON values have no other keys
    private static Map<String, ?> textKeys(Map<?, ?> map) {
        return (Map<String, ?>) map;
    }

    /**
     * What CEL computed as a plain JSON value.
     *
     * @throws IllegalArgumentException when JSON has no such value
     */
    static Object plain(Object value) {
        if (value == null || value instanceof NullValue) {
            return null;
        }
        if (value instanceof String || value instanceof Long || value instanceof Boolean) {
            return value;
        }
        if (value instanceof Double number) {
            if (!Double.isFinite(number)) {
                throw new IllegalArgumentException("expected a number that JSON can hold, found " + number);
            }
            return number;
        }
        if (value instanceof JsonObject object) {
            return isView(object.plain()) ? plainMap(object.plain()) : object.plain();
        }
        if (value instanceof CelList list) {
            return list.isJson() ? list.plain() : plainList(list);
        }
        if (value instanceof Map<?, ?> map) {
            return plainMap(map);
        }
        if (value instanceof List<?> list) {
            return plainList(list);
        }
        return plainScalar(value);
    }

    /** Whether it is one JSON value as it was read, so no larger than that. */
    static boolean isWhole(Object value) {
        return value instanceof JsonObject || (value instanceof CelList list && list.isJson());
    }

    /** Whether it is a map that reads the call when it is read itself, so that it must not outlive the evaluation. */
    static boolean isView(Object value) {
        return value instanceof Members || value instanceof HeaderView;
    }

    private static Object plainScalar(Object value) {
        if (value instanceof UnsignedLong number) {
            BigInteger big = number.bigIntegerValue();
            return big.bitLength() < Long.SIZE ? (Object) big.longValue() : big;
        }
        if (value instanceof CelByteString bytes) {
            return Base64.getEncoder().encodeToString(bytes.toByteArray());
        }
        if (value instanceof Instant instant) {
            return instant.toString();
        }
        if (value instanceof Duration duration) {
            return BigDecimal.valueOf(duration.getSeconds())
                            .add(BigDecimal.valueOf(duration.getNano(), 9))
                            .stripTrailingZeros()
                            .toPlainString()
                    + "s";
        }
        if (value instanceof Optional<?> optional) {
            return plain(optional.orElse(null));
        }
        if (value instanceof CelType type) {
            return type.name();
        }
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        if (value instanceof Number) {
            return value;
        }
        throw new IllegalArgumentException(
                "expected a value that JSON can hold, found " + value.getClass().getSimpleName());
    }

    private static Map<String, Object> plainMap(Map<?, ?> map) {
        Map<String, Object> plain = new LinkedHashMap<>();
        map.forEach((key, member) -> plain.put(String.valueOf(plain(key)), plain(member)));
        return plain;
    }

    private static List<Object> plainList(List<?> list) {
        List<Object> plain = new ArrayList<>(list.size());
        for (Object item : list) {
            plain.add(plain(item));
        }
        return plain;
    }

    /** A value inside a text: a text as it is, a map or a list as JSON. */
    static String text(Object json) {
        if (json instanceof String text) {
            return text;
        }
        if (json instanceof Map || json instanceof List) {
            return Json.write(json).toString(StandardCharsets.UTF_8);
        }
        return String.valueOf(json);
    }
}
