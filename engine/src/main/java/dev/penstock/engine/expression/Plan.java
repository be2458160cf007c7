package dev.penstock.engine.expression;

import dev.penstock.sdk.Call;
import dev.penstock.sdk.Slot;
import java.util.Set;
import java.util.function.Function;

/**
 * A value, compiled.
 *
 * @param isContainer whether it is a map or a list, which is never left out: its members are
 */
record Plan<T>(Function<Call, T> code, Reads reads, Set<Slot> slots, boolean isConstant, boolean isContainer)
        implements Compiled<T> {
    Plan {
        slots = Set.copyOf(slots);
    }

    static <T> Plan<T> constant(T value) {
        return new Plan<>(call -> value, Reads.NONE, Set.of(), true, false);
    }

    @Override
    public T evaluate(Call call) {
        return code.apply(call);
    }

    @Override
    public boolean isLeftOut(Call call) {
        return !isContainer && Compiled.super.isLeftOut(call);
    }
}
