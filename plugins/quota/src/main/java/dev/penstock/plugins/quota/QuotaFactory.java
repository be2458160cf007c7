package dev.penstock.plugins.quota;

import dev.penstock.sdk.Direction;
import dev.penstock.sdk.Expression;
import dev.penstock.sdk.Node;
import dev.penstock.sdk.SharedStore;
import dev.penstock.sdk.Stage;
import dev.penstock.sdk.StepContext;
import dev.penstock.sdk.StepFactory;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Compiles {@code quota}. */
final class QuotaFactory implements StepFactory<QuotaConfig> {
    private static final Pattern READS_RESPONSE = Pattern.compile("(?<![\\w.'\"-])response\\s*[.\\[]");

    @Override
    public String type() {
        return "quota";
    }

    @Override
    public Class<QuotaConfig> settings() {
        return QuotaConfig.class;
    }

    @Override
    public List<Stage> create(QuotaConfig settings, StepContext step) {
        StepContext context = step.aside();
        context.refuses();
        Ledger ledger = Ledger.of(context.host(), context.id());
        Tiers tiers = new TiersReader(context, ledger.nextVersion()).read(settings);
        Cost cost = settings.cost().map(node -> cost(node, context)).orElse(new Cost.Fixed(1));
        ledger.retain();
        context.onClose(ledger::release);
        Counter counter = counter(settings, context, ledger, cost);
        return List.of(new QuotaStep(settings.key().map(context::text), tiers, cost, counter));
    }

    private static Counter counter(QuotaConfig settings, StepContext context, Ledger ledger, Cost cost) {
        SharedStore store = context.host().store();
        Counter local = (owner, limits, need, amount) ->
                Future.succeededFuture(Optional.of(ledger.take(owner, limits, need, amount)));
        if (settings.store() == QuotaConfig.Store.LOCAL || !store.isShared()) {
            return local;
        }
        Leases leases = Leases.of(context.host(), context.route().api(), context.id());
        leases.retain();
        context.onClose(leases::release);
        Counter meanwhile = switch (settings.onStoreDown()) {
            case LOCAL -> local;
            case ALLOW -> WhenDown.ALLOW;
            case DENY -> WhenDown.DENY;
        };
        boolean leasing = !(cost instanceof Cost.OfReply);
        return new WhenDown(store, new SharedCounter(context.host().clock(), leases, leasing), meanwhile);
    }

    private static Cost cost(Node node, StepContext context) {
        if (node instanceof Node.Scalar scalar && scalar.value() instanceof Long number) {
            if (number < 0) {
                context.fault(node, "expected a cost of 0 or more, found " + number);
            }
            return new Cost.Fixed(Math.max(0, number));
        }
        boolean later = node instanceof Node.Scalar scalar
                && READS_RESPONSE.matcher(scalar.text()).find();
        Expression<Object> amount = (later ? context.unheld() : context).value(node);
        if (later && amount.reads(Direction.REQUEST)) {
            context.holds(Direction.REQUEST, Long.MAX_VALUE);
        }
        boolean fits = amount.constant().stream().allMatch(value -> value instanceof Long number && number >= 0);
        if (!fits) {
            context.fault(node, "expected a whole number such as 1, or an expression such as ${body.items.size()}");
        }
        return later ? new Cost.OfReply(amount) : new Cost.OfRequest(amount);
    }
}
