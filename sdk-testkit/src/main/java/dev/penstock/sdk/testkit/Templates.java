package dev.penstock.sdk.testkit;

import dev.penstock.sdk.Call;
import dev.penstock.sdk.Expression;
import dev.penstock.sdk.Json;
import dev.penstock.sdk.Node;
import dev.penstock.sdk.Principal;
import dev.penstock.sdk.Problem;
import dev.penstock.sdk.Query;
import dev.penstock.sdk.Slot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values whose <code>${…}</code> holds one name, in the place of CEL. */
final class Templates {
    private static final Pattern HOLE = Pattern.compile("\\$\\{([^}]*)}");
    private static final Pattern HEADER = Pattern.compile("header\\['([^']*)'\\]");

    private final Map<String, Slot> declared;

    /** @param declared names that a step declared itself */
    Templates(Map<String, Slot> declared) {
        this.declared = declared;
    }

    /** What an expression says of itself beside its value. */
    private record Made<T>(Function<Call, T> value, Optional<T> constant, Set<Slot> slots) implements Expression<T> {
        @Override
        public T evaluate(Call call) {
            return value.apply(call);
        }
    }

    Expression<Object> value(Node node) {
        return made(node, call -> value(Nodes.json(node), call));
    }

    Expression<String> text(Node node) {
        return made(node, call -> written(value(Nodes.json(node), call)));
    }

    Expression<Boolean> condition(Node node) {
        String text = String.valueOf(Nodes.json(node)).strip();
        String bare = text.startsWith("${") ? text : "${" + text + "}";
        return made(Nodes.of(bare), call -> Boolean.valueOf(written(value(bare, call))));
    }

    private <T> Expression<T> made(Node node, Function<Call, T> value) {
        boolean constant = !String.valueOf(Nodes.json(node)).contains("${");
        return new Made<>(value, constant ? Optional.ofNullable(value.apply(null)) : Optional.empty(), Set.of());
    }

    private Object value(Object json, Call call) {
        if (json instanceof Map<?, ?> map) {
            Map<String, Object> filled = new LinkedHashMap<>();
            map.forEach((key, item) -> filled.put(String.valueOf(key), value(item, call)));
            return filled;
        }
        if (json instanceof List<?> list) {
            List<Object> filled = new ArrayList<>();
            list.forEach(item -> filled.add(value(item, call)));
            return filled;
        }
        return json instanceof String text ? filled(text, call) : json;
    }

    private Object filled(String text, Call call) {
        Matcher hole = HOLE.matcher(text);
        if (hole.matches()) {
            return look(hole.group(1).strip(), call);
        }
        return HOLE.matcher(text)
                .replaceAll(found ->
                        Matcher.quoteReplacement(written(look(found.group(1).strip(), call))));
    }

    private Object look(String name, Call call) {
        Matcher header = HEADER.matcher(name);
        if (header.matches()) {
            return present(name, Optional.ofNullable(call.outbound().headers().get(header.group(1))));
        }
        int dot = name.indexOf('.');
        String root = dot < 0 ? name : name.substring(0, dot);
        String key = name.substring(dot + 1);
        return switch (root) {
            case "true", "false" -> Boolean.valueOf(name);
            case "request" -> present(name, request(key, call));
            case "path" ->
                present(
                        name,
                        Optional.ofNullable(call.inbound().pathParameters().get(key)));
            case "query" ->
                present(
                        name,
                        Optional.ofNullable(
                                Query.parameters(call.outbound().query()).get(key)));
            case "client" -> call.inbound().clientIp();
            case "vars" -> present(name, Optional.ofNullable(call.vars().get(key)));
            case "auth" -> present(name, call.principal().flatMap(caller -> caller(key, caller)));
            default -> declared(name, call);
        };
    }

    private Object declared(String name, Call call) {
        if (!(declared.get(name) instanceof TestSlot slot)) {
            throw new AssertionError("the test kit knows no '" + name
                    + "': there is no CEL in it; test this on the real engine, by penstock test --plugins");
        }
        return slot.value(call);
    }

    private static Optional<?> request(String key, Call call) {
        return switch (key) {
            case "method" -> Optional.of(call.inbound().method());
            case "path" -> Optional.of(call.inbound().path());
            case "host" -> Optional.of(call.inbound().host());
            case "scheme" -> Optional.of(call.inbound().scheme());
            case "id" -> Optional.of(call.inbound().id());
            default -> Optional.empty();
        };
    }

    private static Optional<?> caller(String key, Principal caller) {
        return switch (key) {
            case "subject" -> caller.subject();
            case "consumer" -> caller.consumer();
            case "tier" -> caller.tier();
            case "scopes" -> Optional.of(List.copyOf(caller.scopes()));
            case "claims" -> Optional.of(caller.claims());
            default -> Optional.ofNullable(caller.claims().get(key.replaceFirst("^claims\\.", "")));
        };
    }

    private static Object present(String name, Optional<?> value) {
        if (value.isEmpty()) {
            throw Problem.of(Problem.Kind.MALFORMED, "the request lacks " + name);
        }
        return value.get();
    }

    private static String written(Object value) {
        return value instanceof Map || value instanceof List ? Json.write(value).toString() : String.valueOf(value);
    }
}
