package dev.penstock.engine.expression;

import dev.penstock.sdk.Call;
import dev.penstock.sdk.Slot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** A list of values. */
final class ListPlan {
    private ListPlan() {}

    static Plan<Object> of(List<Compiled<Object>> items) {
        if (items.stream().allMatch(Compiled::isConstant)) {
            List<Object> constant = evaluate(items, null);
            return new Plan<>(call -> constant, Reads.NONE, Set.of(), true, true);
        }
        return container(items, call -> evaluate(items, call));
    }

    /** A value that these are parts of. */
    static Plan<Object> container(List<Compiled<Object>> parts, Function<Call, Object> code) {
        Set<Slot> slots = new LinkedHashSet<>();
        List<Reads> reads = new ArrayList<>();
        for (Compiled<Object> part : parts) {
            slots.addAll(part.slots());
            reads.add(part.reads());
        }
        return new Plan<>(code, Reads.all(reads), slots, false, true);
    }

    private static List<Object> evaluate(List<Compiled<Object>> items, Call call) {
        List<Object> list = new ArrayList<>(items.size());
        for (Compiled<Object> item : items) {
            if (!item.isLeftOut(call)) {
                list.add(item.evaluate(call));
            }
        }
        return Collections.unmodifiableList(list);
    }
}
