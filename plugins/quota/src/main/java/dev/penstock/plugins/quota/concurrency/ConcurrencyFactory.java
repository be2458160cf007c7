package dev.penstock.plugins.quota.concurrency;

import dev.penstock.sdk.Expression;
import dev.penstock.sdk.Stage;
import dev.penstock.sdk.StepContext;
import dev.penstock.sdk.StepFactory;
import java.util.List;
import java.util.Optional;

/** Compiles {@code concurrency}. */
public final class ConcurrencyFactory implements StepFactory<ConcurrencyConfig> {
    @Override
    public String type() {
        return "concurrency";
    }

    @Override
    public Class<ConcurrencyConfig> settings() {
        return ConcurrencyConfig.class;
    }

    @Override
    public List<Stage> create(ConcurrencyConfig settings, StepContext context) {
        context.refuses();
        if (settings.limit() < 1) {
            context.fault(context.settings().at("limit"), "expected a limit of 1 or more, found " + settings.limit());
        }
        if (settings.queue() < 0) {
            context.fault(context.settings().at("queue"), "expected a queue of 0 or more, found " + settings.queue());
        }
        if (settings.wait_().isNegative() || settings.wait_().isZero()) {
            context.fault(context.settings().at("wait"), "expected a wait above zero; 'queue: 0' is for none");
        }
        Optional<Expression<String>> key = settings.key().map(context.aside()::text);
        Gates gates = Gates.of(context.host(), context.id(), context.name());
        Bounds bounds = new Bounds(gates.nextVersion(), settings.limit(), settings.queue());
        return List.of(new ConcurrencyStep(
                key, bounds, settings.wait_(), gates, context.host().scheduler()));
    }
}
