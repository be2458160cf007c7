package dev.penstock.engine.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The JSON Schema (2020-12) of a pipeline file, made from the records that {@link Binder} fills. What only compiling
 * tells, such as types of expressions and names that dangle, it leaves to {@code check}.
 */
public final class Schema {
    private static final String STEPS = "steps";

    private final Map<String, StepType> steps;
    private final SchemaTypes types = new SchemaTypes(this::content);

    /**
     * A step type.
     *
     * @param settings the record of its settings
     * @param shorthand the component that a bare value stands for
     */
    public record StepType(Class<? extends Record> settings, Optional<String> shorthand) {}

    private Schema(Map<String, StepType> steps) {
        this.steps = steps;
    }

    /** The schema, with these step types. */
    public static Map<String, Object> of(Map<String, StepType> steps) {
        return new Schema(steps).file();
    }

    private Map<String, Object> file() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "A pipeline file of Penstock");
        schema.putAll(types.object(new Shape(ApiFile.class), ApiFile.REQUIRED));
        types.define(STEPS, this::stepList);
        schema.put("$defs", types.definitions());
        return schema;
    }

    private Map<String, Object> content(Holds.Content content) {
        return switch (content) {
            case LANGUAGE -> SchemaTypes.orInserted(Map.of("const", ApiSpec.LANGUAGE));
            case API -> SchemaTypes.text(Named.API.form());
            case HOSTS -> SchemaTypes.oneOrMany(types.of(HostPattern.class, Optional.empty()));
            case PATH -> types.of(PathTemplate.class, Optional.empty());
            case VERSION -> types.of(VersionSpec.class, Optional.empty());
            case UPSTREAMS -> named(Named.UPSTREAM, types.record(UpstreamSpec.File.class, UpstreamSpec.File.REQUIRED));
            case TARGETS ->
                SchemaTypes.oneOrMore(SchemaTypes.either(
                        types.of(TargetSpec.File.class, Optional.empty()),
                        types.of(TargetSpec.TargetUrl.class, Optional.empty())));
            case BALANCE ->
                SchemaTypes.either(
                        types.of(BalanceSpec.Way.class, Optional.empty()),
                        types.of(BalanceSpec.File.class, Optional.empty()));
            case POLICIES -> named(Named.POLICY, SchemaTypes.reference(STEPS));
            case STEPS -> SchemaTypes.reference(STEPS);
            case ROUTES -> SchemaTypes.oneOrMore(types.of(RouteSpec.File.class, Optional.empty()));
            case MATCH ->
                SchemaTypes.either(
                        SchemaTypes.text("^([A-Z][A-Z0-9_-]* +)?/\\S*$"),
                        types.of(MatchSpec.File.class, Optional.empty()));
            case VALUES ->
                Map.of(
                        "type",
                        "object",
                        "additionalProperties",
                        SchemaTypes.either(
                                SchemaTypes.oneOrMore(types.of(String.class, Optional.empty())),
                                types.of(ValueMatch.File.class, Optional.empty())));
        };
    }

    private static Map<String, Object> named(Named form, Map<String, Object> value) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("propertyNames", Map.of("pattern", form.form()));
        schema.put("additionalProperties", value);
        return schema;
    }

    /** A step is a map of one key, its type. */
    private Map<String, Object> stepList() {
        Map<String, Object> properties = new LinkedHashMap<>();
        steps.forEach((type, step) -> {
            String name = "step-" + type;
            types.define(name, () -> settings(step));
            properties.put(type, SchemaTypes.reference(name));
        });
        Map<String, Object> step = new LinkedHashMap<>();
        step.put("type", "object");
        step.put("properties", properties);
        step.put("additionalProperties", false);
        step.put("minProperties", 1);
        step.put("maxProperties", 1);
        types.define("step", () -> step);
        return SchemaTypes.oneOrMany(SchemaTypes.reference("step"));
    }

    private Map<String, Object> settings(StepType step) {
        Shape shape = new Shape(step.settings());
        Map<String, Object> object = types.object(shape, Set.of());
        @SuppressWarnings("unchecked")
        Map<String, Object> properties = (Map<String, Object>) object.get("properties");
        new Shape(StepSpec.Common.class)
                .keys()
                .forEach((key, common) -> properties.putIfAbsent(key, types.key(common)));
        List<Map<String, Object>> forms = new ArrayList<>(List.of(object));
        step.shorthand()
                .map(shape.keys()::get)
                .ifPresent(bare -> forms.add(Map.of("allOf", List.of(SchemaTypes.notAMap(), types.key(bare)))));
        if (shape.keys().values().stream().noneMatch(Shape.Key::required)) {
            forms.add(Map.of("type", "null"));
        }
        return forms.size() == 1 ? object : SchemaTypes.either(forms);
    }
}
