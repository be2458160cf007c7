package dev.penstock.plugins.aggregate;

import dev.penstock.sdk.Direction;
import dev.penstock.sdk.Expression;
import dev.penstock.sdk.Fields;
import dev.penstock.sdk.Node;
import dev.penstock.sdk.Part;
import dev.penstock.sdk.Place;
import dev.penstock.sdk.Slot;
import dev.penstock.sdk.StepContext;
import dev.penstock.sdk.Upstream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Compiles the settings of one call. Every call of the join is declared before the first is compiled. */
final class CallCompiler {
    private final CallConfig settings;
    private final Place at;
    private final Node written;
    private final StepContext context;

    CallCompiler(String name, CallConfig settings, StepContext context) {
        this.settings = settings;
        this.at = context.settings().keyPlace("calls", name);
        this.written = context.settings().at("calls", name);
        this.context = context;
    }

    Planned compile(Slot slot) {
        refuse("for-each", settings.forEach());
        refuse("max-parallel", settings.maxParallel());
        refuse("max-items", settings.maxItems());
        refuse("cache", settings.cache());
        refuse("hedge", settings.hedge());
        return Planned.of(
                slot,
                settings.when().map(context::condition),
                request(),
                target(),
                FailureRules.compile(settings, written, context));
    }

    private void refuse(String key, Optional<Node> setting) {
        setting.ifPresent(node -> context.fault(node, "'" + key + "' is not supported yet: remove it"));
    }

    private Planned.Target target() {
        Upstream upstream = context.upstream(settings.from());
        if (settings.timeout().filter(Duration::isZero).isPresent()) {
            context.fault(at, "expected a timeout of more than zero");
        }
        Duration timeout = settings.timeout().orElseGet(upstream::timeout);
        return new Planned.Target(
                upstream.withTimeout(timeout), timeout, settings.maxBody().bytes());
    }

    private RequestTemplate request() {
        Map<String, Node> methods = new LinkedHashMap<>();
        settings.get().ifPresent(path -> methods.put("GET", path));
        settings.post().ifPresent(path -> methods.put("POST", path));
        settings.put().ifPresent(path -> methods.put("PUT", path));
        settings.patch().ifPresent(path -> methods.put("PATCH", path));
        settings.delete().ifPresent(path -> methods.put("DELETE", path));
        if (methods.size() != 1) {
            context.fault(
                    at,
                    "expected one of get, post, put, patch, delete with the path of the call, found "
                            + (methods.isEmpty() ? "none" : methods.size()));
        }
        String method = methods.isEmpty() ? "GET" : methods.keySet().iterator().next();
        return new RequestTemplate(
                method,
                path(Optional.ofNullable(methods.get(method))),
                texts(settings.query(), context::text),
                headers(),
                forwarded(),
                settings.body().map(context::value));
    }

    private Expression<String> path(Optional<Node> path) {
        path.filter(node -> node instanceof Node.Scalar scalar && !scalar.text().startsWith("/"))
                .ifPresent(node -> context.fault(node, "expected a path that starts with a slash"));
        return context.url(path.orElseGet(() -> new Node.Scalar(at, "/", "/")));
    }

    private Map<String, Expression<String>> headers() {
        settings.headers().forEach((name, value) -> refuseField(name, value));
        return texts(settings.headers(), context::field);
    }

    private List<String> forwarded() {
        List<String> names = new ArrayList<>();
        for (Node node : settings.forward()) {
            String name = node instanceof Node.Scalar scalar ? scalar.text() : "";
            refuseField(name, node);
            context.reads(Part.header(name));
            names.add(name.toLowerCase(Locale.ROOT));
        }
        return List.copyOf(names);
    }

    private void refuseField(String name, Node node) {
        Fields.fault(name, Direction.REQUEST).ifPresent(fault -> context.fault(node, fault));
    }

    private static Map<String, Expression<String>> texts(
            Map<String, Node> nodes, Function<Node, Expression<String>> compile) {
        Map<String, Expression<String>> texts = new LinkedHashMap<>();
        nodes.forEach((name, node) -> texts.put(name, compile.apply(node)));
        return texts;
    }
}
