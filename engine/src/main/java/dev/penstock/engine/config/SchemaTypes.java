package dev.penstock.engine.config;

import dev.penstock.sdk.Node;
import dev.penstock.sdk.Size;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The schemas of the types that a record's component may have, as {@link Readers} reads them: by the text, so that a
 * number in quotes is one, and a value that is put in when the file is loaded may stand for any scalar.
 */
final class SchemaTypes {
    /** What is put in when the file is loaded. */
    private static final Map<String, Object> INSERTED =
            Map.of("type", "string", "pattern", "\\$\\{(env|secret|file):[^}]*\\}");

    private static final String DURATION = "[0-9]{1,9}(ms|s|m|h|d)";
    private static final String ABOVE_ZERO = "0*[1-9][0-9]{0,8}(ms|s|m|h|d)";
    private static final String WEB = "^[hH][tT][tT][pP][sS]?://";
    private static final Map<Class<?>, String> PATTERNS = Map.of(
            Size.class, "^[0-9]{1,12} *([kKmMgG][iI][bB]|[bB])?$",
            Bound.class, "^(none|" + ABOVE_ZERO + ")$",
            PathTemplate.class, "^/\\S*$",
            HostPattern.class, "^(\\*\\.)?[A-Za-z0-9_.-]+$|^\\[[0-9A-Fa-f:.]+\\]$",
            TargetSpec.TargetUrl.class, WEB,
            HealthSpec.ProbePath.class, "^/[^\\s#]*$",
            Protocol.class, "^http/1\\.1$",
            VersionSpec.Moment.class, "^[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt].+)?$",
            VersionSpec.Page.class, WEB);

    private final Function<Holds.Content, Map<String, Object>> contents;
    private final Map<String, Object> definitions = new LinkedHashMap<>();
    private final Map<Class<?>, String> names = new LinkedHashMap<>();

    /** @param contents the schemas of what {@link Binder} does not read */
    SchemaTypes(Function<Holds.Content, Map<String, Object>> contents) {
        this.contents = contents;
    }

    Map<String, Object> definitions() {
        return definitions;
    }

    /** Puts a schema under {@code $defs}, once. */
    void define(String name, Supplier<Map<String, Object>> schema) {
        if (!definitions.containsKey(name)) {
            definitions.put(name, Map.of());
            definitions.put(name, schema.get());
        }
    }

    static Map<String, Object> reference(String name) {
        return Map.of("$ref", "#/$defs/" + name);
    }

    static Map<String, Object> either(List<Map<String, Object>> forms) {
        return Map.of("anyOf", forms);
    }

    static Map<String, Object> either(Map<String, Object> one, Map<String, Object> other) {
        return either(List.of(one, other));
    }

    static Map<String, Object> oneOrMany(Map<String, Object> item) {
        return either(Map.of("type", "array", "items", item), item);
    }

    static Map<String, Object> oneOrMore(Map<String, Object> item) {
        return either(Map.of("type", "array", "items", item, "minItems", 1), item);
    }

    static Map<String, Object> orInserted(Map<String, Object> schema) {
        return either(schema, INSERTED);
    }

    static Map<String, Object> notAMap() {
        return Map.of("not", Map.of("type", "object"));
    }

    static Map<String, Object> text(String pattern) {
        return orInserted(Map.of("type", "string", "pattern", pattern));
    }

    /** The keys of a record, and no other. */
    Map<String, Object> object(Shape shape, Set<String> alsoRequired) {
        Map<String, Object> properties = new LinkedHashMap<>();
        shape.keys().forEach((name, key) -> properties.put(name, key(key)));
        List<String> required = shape.keys().entrySet().stream()
                .filter(key -> key.getValue().required() || alsoRequired.contains(key.getKey()))
                .map(Map.Entry::getKey)
                .toList();
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        schema.put("additionalProperties", false);
        return schema;
    }

    Map<String, Object> key(Shape.Key key) {
        Map<String, Object> schema =
                new LinkedHashMap<>(key.content().map(contents).orElseGet(() -> of(key.type(), key.range())));
        key.standard().ifPresent(standard -> schema.put("default", Written.plain(standard)));
        return schema;
    }

    /** A record, under {@code $defs}. */
    Map<String, Object> record(Class<? extends Record> type, Set<String> alsoRequired) {
        String name = names.computeIfAbsent(type, this::name);
        define(name, () -> object(new Shape(type), alsoRequired));
        return reference(name);
    }

    private String name(Class<?> type) {
        Class<?> outer = type.getEnclosingClass();
        String name = outer == null ? type.getSimpleName() : outer.getSimpleName() + "." + type.getSimpleName();
        return names.containsValue(name) ? type.getName() : name;
    }

    Map<String, Object> of(Type type, Optional<Range> range) {
        if (type instanceof ParameterizedType generic) {
            Map<String, Object> inner =
                    of(generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1], range);
            return generic.getRawType() == List.class
                    ? oneOrMany(inner)
                    : generic.getRawType() == Map.class
                            ? Map.of("type", "object", "additionalProperties", inner)
                            : inner;
        }
        return ofClass((Class<?>) type, range);
    }

    private Map<String, Object> ofClass(Class<?> type, Optional<Range> range) {
        if (type == Node.class) {
            return Map.of();
        }
        if (PATTERNS.containsKey(type)) {
            Map<String, Object> text = text(PATTERNS.get(type));
            return type == Size.class ? either(Map.of("type", "integer", "minimum", 0), text) : text;
        }
        if (type == Duration.class) {
            return text("^" + (range.filter(bounds -> bounds.min() > 0).isPresent() ? ABOVE_ZERO : DURATION) + "$");
        }
        if (type == boolean.class || type == Boolean.class) {
            return either(Map.of("type", "boolean"), text("^([tT][rR][uU][eE]|[fF][aA][lL][sS][eE])$"));
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return number(type, range);
        }
        if (type.isEnum()) {
            return orInserted(Map.of(
                    "enum",
                    Arrays.stream(type.getEnumConstants()).map(Scalars::kebab).toList()));
        }
        if (type.isRecord() && Readers.parse(type).isEmpty()) {
            return record(type.asSubclass(Record.class), Set.of());
        }
        return Map.of("type", List.of("string", "number", "boolean"));
    }

    private static Map<String, Object> number(Class<?> type, Optional<Range> range) {
        boolean whole = type != double.class && type != Double.class;
        Map<String, Object> number = new LinkedHashMap<>();
        number.put("type", whole ? "integer" : "number");
        range.ifPresent(bounds -> number.put("minimum", bounds.min()));
        range.filter(bounds -> bounds.max() < Long.MAX_VALUE).ifPresent(bounds -> number.put("maximum", bounds.max()));
        return either(number, text(whole ? "^[-+]?[0-9]{1,40}$" : "^[-+]?[0-9.]+([eE][-+]?[0-9]+)?$"));
    }
}
