package dev.penstock.engine.config;

import dev.penstock.sdk.Node;
import dev.penstock.sdk.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Reads a pipeline file, key by key, going on after every fault. */
final class ApiReader {

    private final Binder binder;
    private final Faults faults;

    ApiReader(Binder binder, Faults faults) {
        this.binder = binder;
        this.faults = faults;
    }

    Optional<ApiSpec> read(Node root) {
        return binder.bind(root, ApiFile.class, faults).flatMap(file -> read((Node.Mapping) root, file));
    }

    private Optional<ApiSpec> read(Node.Mapping root, ApiFile file) {
        file.penstock().ifPresent(this::checkLanguage);
        String api = Binder.required(root, "api", faults).flatMap(this::api).orElse("");
        Map<String, UpstreamSpec> upstreams = file.upstreams()
                .map(node -> named(
                        node,
                        "upstreams",
                        Named.UPSTREAM,
                        (name, value) -> UpstreamSpec.read(name, value, false, binder, faults)))
                .orElse(Map.of());
        Map<String, Node> policies = file.policies()
                .map(node -> named(node, "policies", Named.POLICY, (name, steps) -> steps))
                .orElse(Map.of());
        policies.values().forEach(this::checkSteps);
        file.steps().ifPresent(this::checkSteps);
        List<RouteSpec> routes =
                Binder.required(root, "routes", faults).map(this::routes).orElse(List.of());
        return Optional.of(new ApiSpec(
                file.api().orElse(root).place(),
                api,
                file.host().map(this::hosts).orElse(List.of()),
                file.path().flatMap(this::prefix).orElse(""),
                file.version().flatMap(node -> VersionSpec.read(node, binder, faults)),
                upstreams,
                file.steps(),
                policies,
                routes));
    }

    private void checkLanguage(Node node) {
        binder.value(node, Long.class, "penstock", faults)
                .filter(version -> version != ApiSpec.LANGUAGE)
                .ifPresent(version -> faults.fault(
                        node,
                        "expected version " + ApiSpec.LANGUAGE + " of the language, found " + version
                                + ": this gateway reads no other"));
    }

    private Optional<String> api(Node node) {
        Optional<String> name = binder.value(node, String.class, "api", faults);
        name.filter(text -> !Named.API.takes(text))
                .ifPresent(text -> faults.fault(node, "api: " + Named.API.fault(text)));
        return name;
    }

    private List<String> hosts(Node node) {
        List<String> hosts = new ArrayList<>();
        for (Node item : node instanceof Node.Sequence sequence ? sequence.items() : List.of(node)) {
            binder.value(item, HostPattern.class, "host", faults)
                    .map(HostPattern::text)
                    .ifPresent(hosts::add);
        }
        return hosts;
    }

    private Optional<String> prefix(Node node) {
        Optional<PathTemplate> path = binder.value(node, PathTemplate.class, "path", faults);
        String text = path.map(PathTemplate::text).orElse("");
        if (path.isPresent() && !path.get().parameters().isEmpty()) {
            faults.fault(node, "path: expected a path without parameters, found '" + text + "': put them into 'match'");
        }
        if (text.length() > 1 && text.endsWith("/")) {
            faults.fault(node, "path: expected a path without a slash at its end, found '" + text + "'");
        }
        return path.map(template -> text.equals("/") ? "" : text);
    }

    private <T> Map<String, T> named(Node node, String key, Named form, BiFunction<String, Node, T> read) {
        Map<String, T> values = new LinkedHashMap<>();
        if (!(node instanceof Node.Mapping mapping)) {
            new Reading(binder, faults, key).expected("a map of names", node);
            return values;
        }
        for (Node.Entry entry : mapping.entries()) {
            if (!form.takes(entry.key())) {
                faults.fault(entry.place(), form.fault(entry.key()));
            }
            values.put(entry.key(), read.apply(entry.key(), entry.value()));
        }
        return values;
    }

    private List<RouteSpec> routes(Node node) {
        List<RouteSpec> routes = new ArrayList<>();
        if (!(node instanceof Node.Sequence) && !isRoute(node)) {
            new Reading(binder, faults, "routes").expected("a list of routes", node);
            return routes;
        }
        Map<String, Place> names = new HashMap<>();
        List<Node> items = node instanceof Node.Sequence sequence ? sequence.items() : List.of(node);
        for (Node item : items) {
            RouteSpec.read(item, binder, faults).ifPresent(route -> {
                Place first = names.putIfAbsent(route.name(), route.place());
                if (first != null) {
                    faults.fault(
                            route.place(),
                            "a route named '" + route.name() + "' stands at line " + first.line()
                                    + ": give this one another name");
                }
                routes.add(route);
            });
        }
        if (items.isEmpty()) {
            faults.fault(node, "routes: expected at least one route, found none");
        }
        return routes;
    }

    /** Whether a map is meant as the one route, rather than as routes by name. */
    private static boolean isRoute(Node node) {
        return node instanceof Node.Mapping mapping
                && (mapping.get("name").isPresent() || mapping.get("match").isPresent());
    }

    private void checkSteps(Node steps) {
        StepSpec.check(steps, binder, faults);
    }
}
