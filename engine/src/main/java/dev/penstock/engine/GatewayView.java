package dev.penstock.engine;

import dev.penstock.engine.admin.AdminView;
import dev.penstock.engine.admin.GatewayMetrics;
import dev.penstock.engine.config.Fault;
import dev.penstock.engine.deploy.Deployment;
import dev.penstock.engine.plugin.JarHealth;
import dev.penstock.engine.plugin.Plugins;
import dev.penstock.engine.upstream.UpstreamState;
import dev.penstock.engine.upstream.Upstreams;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The gateway as the admin port sees it. */
final class GatewayView implements AdminView {
    private final Deployment deployment;
    private final Upstreams upstreams;
    private final Plugins plugins;
    private final GatewayMetrics metrics;
    private final Whole whole;

    /**
     * What only the gateway as a whole knows and does.
     *
     * @param faults of all files, as they are now
     * @param reload reads all files anew
     * @param draining whether it takes no new requests any more
     */
    record Whole(Supplier<List<Fault>> faults, Supplier<Future<List<Fault>>> reload, BooleanSupplier draining) {}

    GatewayView(Deployment deployment, Upstreams upstreams, Plugins plugins, GatewayMetrics metrics, Whole whole) {
        this.deployment = deployment;
        this.upstreams = upstreams;
        this.plugins = plugins;
        this.metrics = metrics;
        this.whole = whole;
    }

    @Override
    public Map<String, Object> readiness() {
        List<Fault> faults = deployment.unready();
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("ready", faults.isEmpty() && !whole.draining().getAsBoolean());
        if (!faults.isEmpty()) {
            state.put("faults", texts(faults, false));
        }
        return state;
    }

    @Override
    public Map<String, Object> routes() {
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("routes", deployment.routes());
        page.put(
                "upstreams",
                upstreams.states().stream().map(GatewayView::upstream).toList());
        page.put("plugins", plugins.health().stream().map(GatewayView::plugin).toList());
        page.putAll(page(whole.faults().get()));
        return page;
    }

    private static Map<String, Object> plugin(JarHealth jar) {
        Map<String, Object> plugin = new LinkedHashMap<>();
        plugin.put("name", jar.jar().name());
        if (!jar.jar().version().isEmpty()) {
            plugin.put("version", jar.jar().version());
        }
        plugin.put("jar", String.valueOf(jar.file().getFileName()));
        plugin.put("steps", jar.steps());
        plugin.put("state", jar.trouble().isEmpty() ? "up" : "trouble");
        jar.trouble().ifPresent(trouble -> plugin.put("trouble", trouble));
        return plugin;
    }

    private static Map<String, Object> upstream(UpstreamState state) {
        Map<String, Object> upstream = new LinkedHashMap<>();
        upstream.put("api", state.api());
        upstream.put("name", state.name());
        upstream.put(
                "targets", state.targets().stream().map(GatewayView::target).toList());
        return upstream;
    }

    private static Map<String, Object> target(UpstreamState.OfTarget state) {
        Map<String, Object> target = new LinkedHashMap<>();
        target.put("url", state.url());
        state.address().ifPresent(address -> target.put("address", address.getHostAddress()));
        target.put("state", state.state().name().toLowerCase(Locale.ROOT));
        target.put("in-flight", state.inFlight());
        target.put("waiting", state.waiting());
        return target;
    }

    @Override
    public String metrics() {
        return metrics.page();
    }

    @Override
    public Future<Reloaded> reload() {
        return whole.reload().get().map(found -> new Reloaded(found.stream().allMatch(Fault::warning), page(found)));
    }

    private static Map<String, Object> page(List<Fault> found) {
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("faults", texts(found, false));
        page.put("warnings", texts(found, true));
        return page;
    }

    private static List<String> texts(List<Fault> found, boolean warnings) {
        return found.stream()
                .filter(fault -> fault.warning() == warnings)
                .map(Fault::toString)
                .toList();
    }
}
