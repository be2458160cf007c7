package dev.penstock.engine.config;

import static java.util.Map.entry;

import dev.penstock.sdk.Inline;
import dev.penstock.sdk.Node;
import dev.penstock.sdk.Size;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A page of the reference: a table of keys for each record of settings. */
final class ReferencePage {
    private static final Map<Class<?>, String> WORDS = Map.ofEntries(
            entry(String.class, "text"),
            entry(boolean.class, "true or false"),
            entry(Duration.class, "duration"),
            entry(Size.class, "size"),
            entry(Bound.class, "duration, or `none`"),
            entry(PathTemplate.class, "path"),
            entry(HostPattern.class, "host"),
            entry(TargetSpec.TargetUrl.class, "URL"),
            entry(Cidr.class, "network"),
            entry(Node.class, "value"),
            entry(VersionSpec.Moment.class, "date or time"),
            entry(VersionSpec.Page.class, "URL"));

    private final StringBuilder text = new StringBuilder();

    ReferencePage(String title, String intro) {
        text.append("# ").append(title).append("\n\n").append(intro).append('\n');
    }

    /** Adds a record, and those that its keys hold. */
    void add(int level, String path, Class<?> type, Set<String> alsoRequired) {
        RecordDoc doc = RecordDoc.of(type);
        text.append('\n').append("#".repeat(level)).append(" `").append(path).append("`\n\n");
        text.append(doc.text()).append("\n\n| key | is | default | |\n|---|---|---|---|\n");
        Shape shape = new Shape(type.asSubclass(Record.class));
        List<String> components = components(type, doc);
        Map<String, Class<?>> inner = new LinkedHashMap<>();
        int at = 0;
        for (Map.Entry<String, Shape.Key> key : shape.keys().entrySet()) {
            String said = components.get(at++);
            String unenforced = shape.unenforced().get(key.getKey());
            row(key.getKey(), key.getValue(), alsoRequired, unenforced == null ? said : said + " (" + unenforced + ")");
            nested(key.getValue().type(), path + "." + key.getKey(), inner);
        }
        inner.forEach((below, record) -> add(level + 1, below, record, Set.of()));
    }

    /** What is said of each key, in their order. */
    private static List<String> components(Class<?> type, RecordDoc doc) {
        List<String> said = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.isAnnotationPresent(Inline.class)) {
                said.addAll(components(component.getType(), RecordDoc.of(component.getType())));
            } else if (doc.components().containsKey(component.getName())) {
                said.add(doc.components().get(component.getName()));
            } else {
                throw new IllegalStateException("expected a @param for " + component.getName() + " in the javadoc of "
                        + type.getName() + ", found none");
            }
        }
        return said;
    }

    void say(String line) {
        text.append('\n').append(line).append('\n');
    }

    private void row(String name, Shape.Key key, Set<String> alsoRequired, String said) {
        boolean required = key.required() || alsoRequired.contains(name);
        String standard = key.standard().map(node -> "`" + shown(node) + "`").orElse(required ? "required" : "");
        String type = key.content().map(ReferencePage::words).orElseGet(() -> words(key.type(), key.range()));
        text.append("| `" + name + "` | " + escaped(type) + " | " + escaped(standard) + " | " + escaped(said) + " |\n");
    }

    private static String shown(Node node) {
        return node instanceof Node.Scalar scalar
                ? scalar.text()
                : Written.plain(node).toString();
    }

    private static String escaped(String words) {
        return words.replace("|", "\\|");
    }

    private static String words(Holds.Content content) {
        return switch (content) {
            case LANGUAGE -> "`" + ApiSpec.LANGUAGE + "`";
            case API -> "name";
            case HOSTS -> "host, or a list of them";
            case PATH -> "path";
            case VERSION -> "`version`";
            case UPSTREAMS -> "map of names to `upstreams.<name>`";
            case TARGETS -> "URL or `targets`, or a list of them";
            case BALANCE -> "`round-robin`, `least-requests`, `random-two`, or `{hash: \"${…}\"}`";
            case POLICIES -> "map of names to lists of [steps](steps.md)";
            case STEPS -> "list of [steps](steps.md)";
            case ROUTES -> "list of `routes`";
            case MATCH -> "`GET /p/{id}`, or `match`";
            case VALUES -> "map of names to texts, lists of texts, or `regex`";
        };
    }

    private static String words(Type type, Optional<Range> range) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            String inner = words(arguments[arguments.length - 1], range);
            return generic.getRawType() == List.class
                    ? "list of: " + inner
                    : generic.getRawType() == Map.class ? "map of names to: " + inner : inner;
        }
        Class<?> plain = (Class<?>) type;
        if (WORDS.containsKey(plain)) {
            return WORDS.get(plain);
        }
        if (plain.isPrimitive()) {
            return (plain == double.class ? "number" : "whole number")
                    + range.map(ReferencePage::bounds).orElse("");
        }
        if (plain.isEnum()) {
            return Arrays.stream(plain.getEnumConstants())
                    .map(constant -> "`" + Scalars.kebab(constant) + "`")
                    .collect(Collectors.joining(", "));
        }
        return isNested(plain) ? "map, below" : "text";
    }

    private static String bounds(Range range) {
        return range.max() == Long.MAX_VALUE
                ? ", " + range.min() + " or more"
                : ", " + range.min() + " to " + range.max();
    }

    private static boolean isNested(Class<?> type) {
        return type.isRecord() && Readers.parse(type).isEmpty() && !WORDS.containsKey(type);
    }

    private static void nested(Type type, String path, Map<String, Class<?>> inner) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            nested(arguments[arguments.length - 1], generic.getRawType() == Map.class ? path + ".<name>" : path, inner);
        } else if (type instanceof Class<?> plain && isNested(plain)) {
            inner.put(path, plain);
        }
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
