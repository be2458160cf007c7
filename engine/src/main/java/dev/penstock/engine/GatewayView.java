package dev.penstock.engine;

import dev.penstock.engine.admin.AdminView;
import dev.penstock.engine.admin.GatewayMetrics;
import dev.penstock.engine.config.Fault;
import dev.penstock.engine.deploy.Deployment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The gateway as the admin port sees it. */
final class GatewayView implements AdminView {
    private final Deployment deployment;
    private final Supplier<List<Fault>> faults;
    private final BooleanSupplier draining;
    private final GatewayMetrics metrics;

    GatewayView(Deployment deployment, Supplier<List<Fault>> faults, BooleanSupplier draining, GatewayMetrics metrics) {
        this.deployment = deployment;
        this.faults = faults;
        this.draining = draining;
        this.metrics = metrics;
    }

    @Override
    public Map<String, Object> readiness() {
        List<Object> faults = deployment.unserved().stream()
                .map(fault -> (Object) fault.toString())
                .toList();
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("ready", faults.isEmpty() && !draining.getAsBoolean());
        if (!faults.isEmpty()) {
            state.put("faults", faults);
        }
        return state;
    }

    @Override
    public Map<String, Object> routes() {
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("routes", deployment.routes());
        page.put("faults", faults.get().stream().map(Fault::toString).toList());
        return page;
    }

    @Override
    public String metrics() {
        metrics.faults(
                (int) faults.get().stream().filter(fault -> !fault.warning()).count());
        return metrics.page();
    }
}
