package dev.penstock.engine.compile;

import dev.penstock.engine.expression.Compiled;
import dev.penstock.sdk.Call;
import dev.penstock.sdk.Expression;
import dev.penstock.sdk.Key;
import dev.penstock.sdk.Slot;
import dev.penstock.sdk.Step;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.Set;

/** The {@code when} of a policy: looked at once, before its first step, and remembered for all of them. */
record PolicyGate(Key<Boolean> open) implements Expression<Boolean> {
    /** Looks. */
    record Look(Key<Boolean> open, Compiled<Boolean> when) implements Step {
        @Override
        public Future<Void> apply(Call call) {
            call.put(open, when.evaluate(call));
            return Future.succeededFuture();
        }
    }

    @Override
    public Boolean evaluate(Call call) {
        return call.get(open).orElse(false);
    }

    @Override
    public Set<Slot> slots() {
        return Set.of();
    }

    /** Both conditions, in this order. */
    static Optional<Expression<Boolean>> both(
            Optional<Expression<Boolean>> outer, Optional<? extends Expression<Boolean>> inner) {
        if (outer.isEmpty()) {
            return inner.map(condition -> condition);
        }
        return inner.isEmpty() ? outer : Optional.of(new Both(outer.get(), inner.get()));
    }

    private record Both(Expression<Boolean> outer, Expression<Boolean> inner) implements Expression<Boolean> {
        @Override
        public Boolean evaluate(Call call) {
            return outer.evaluate(call) && inner.evaluate(call);
        }

        @Override
        public Set<Slot> slots() {
            return Set.of();
        }
    }
}
