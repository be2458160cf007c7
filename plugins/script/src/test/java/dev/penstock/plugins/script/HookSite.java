package dev.penstock.plugins.script;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockServer;
import dev.penstock.sdk.Json;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A pipeline file {@code shop} before one backend; each route is a script above the upstream. */
final class HookSite {
    private final List<Object> routes = new ArrayList<>();
    private final Map<String, Object> file = new LinkedHashMap<>();

    private HookSite(URI backend) {
        file.put("api", "shop");
        file.put("path", "/shop");
        Map<String, Object> upstream = Map.of("targets", List.of(backend.toString()), "timeout", "15s");
        file.put("upstreams", Map.of("backend", upstream));
        file.put("routes", routes);
    }

    /** With a route {@code /shop/plain} that has no script. */
    static HookSite before(MockServer backend) {
        return before(backend.uri());
    }

    /** Before a backend of the test's own. */
    static HookSite before(URI backend) {
        return new HookSite(backend).route("plain", List.of());
    }

    /** A route {@code /shop/<name>} with an inline script. */
    HookSite script(String name, String code) {
        return script(name, code, Map.of());
    }

    /** An inline script with more settings. */
    HookSite script(String name, String code, Map<String, Object> more) {
        Map<String, Object> settings = new LinkedHashMap<>(more);
        settings.put("inline", code);
        return route(name, List.of(Map.of("script", settings)));
    }

    /** A route with these steps above the upstream. */
    HookSite route(String name, List<Object> steps) {
        return route(name, steps, Map.of());
    }

    /** A route with more settings of its own. */
    HookSite route(String name, List<Object> steps, Map<String, Object> more) {
        List<Object> all = new ArrayList<>(steps);
        all.add(Map.of("upstream", "backend"));
        Map<String, Object> route = new LinkedHashMap<>(more);
        route.putAll(Map.of("name", name, "match", Map.of("path", "/" + name), "steps", all));
        routes.add(route);
        return this;
    }

    /** As the file's text. */
    String text() {
        return Json.write(file).toString();
    }

    Harness start() {
        return Harness.on("shop.yaml", text()).start();
    }
}
