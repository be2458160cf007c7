package dev.penstock.engine;

import dev.penstock.engine.admin.GatewayMetrics;
import dev.penstock.engine.call.Held;
import dev.penstock.engine.deploy.Certificates;
import dev.penstock.engine.http.HttpServers;
import dev.penstock.engine.plugin.Plugins;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;

/** What the metrics of a gateway read of its parts whenever they are asked for. */
record Gauges(GatewayMetrics metrics, InstantSource clock) {
    void watch(HttpServers servers, Held held, Certificates certificates) {
        metrics.gauges(
                "penstock_certificate_expiry_seconds",
                "Until a certificate of a listener, or one that leads to its CA, expires",
                List.of("listener", "name"),
                () -> expiries(certificates, servers));
        metrics.gauge("penstock_held_bytes", "Bytes of bodies in memory", held::bytes);
        metrics.gauge("penstock_requests_in_flight", "Requests that have begun and not ended", servers::requests);
        metrics.gauge("penstock_client_connections", "Connections of clients", servers::connections);
    }

    void watch(Plugins plugins, Reload reload, IntSupplier faults) {
        metrics.gauge("penstock_config_faults", "Faults in the files as they are now", faults::getAsInt);
        metrics.gauge("penstock_plugins_held", "Jars out of service whose classes are still in memory", reload::held);
        metrics.gauges(
                "penstock_plugin_up",
                "Whether a dropped jar works as it should, 0 or 1",
                List.of("plugin", "version"),
                () -> health(plugins));
    }

    private Map<List<String>, Double> expiries(Certificates certificates, HttpServers servers) {
        Map<List<String>, Double> series = new LinkedHashMap<>();
        List<Map<String, Instant>> all = certificates.expiries();
        for (int i = 0; i < all.size(); i++) {
            String listener = servers.addresses().get(i).toString();
            all.get(i)
                    .forEach((name, expires) -> series.put(
                            List.of(listener, name),
                            Duration.between(clock.instant(), expires).toMillis() / 1e3));
        }
        return series;
    }

    private static Map<List<String>, Double> health(Plugins plugins) {
        Map<List<String>, Double> series = new LinkedHashMap<>();
        plugins.health()
                .forEach(jar -> series.put(
                        List.of(jar.jar().name(), jar.jar().version()),
                        jar.trouble().isEmpty() ? 1.0 : 0.0));
        return series;
    }
}
