package dev.penstock.plugins.aggregate;

import dev.penstock.sdk.Call;
import dev.penstock.sdk.Expression;
import dev.penstock.sdk.Slot;
import dev.penstock.sdk.Upstream;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * One call of a join, compiled.
 *
 * @param slot the call's name in expressions
 * @param reads every name that its settings read
 */
record Planned(
        Slot slot,
        Optional<Expression<Boolean>> when,
        RequestTemplate request,
        Target target,
        FailureRules rules,
        Set<Slot> reads) {

    /**
     * Where the request goes, and how much of an answer is awaited.
     *
     * @param timeout of the whole answer
     * @param maxBody in bytes
     */
    record Target(Upstream upstream, Duration timeout, long maxBody) {}

    Planned {
        reads = Set.copyOf(reads);
    }

    static Planned of(
            Slot slot, Optional<Expression<Boolean>> when, RequestTemplate request, Target target, FailureRules rules) {
        Set<Slot> reads = new HashSet<>();
        when.ifPresent(condition -> reads.addAll(condition.slots()));
        request.expressions().forEach(expression -> reads.addAll(expression.slots()));
        rules.expressions().forEach(expression -> reads.addAll(expression.slots()));
        return new Planned(slot, when, request, target, rules, reads);
    }

    String name() {
        return slot.name();
    }

    /** Whether it names something that was left out. */
    boolean namesLeftOut(Call call) {
        for (Slot slot : reads) {
            if (slot.isLeftOut(call)) {
                return true;
            }
        }
        return false;
    }

    /** Whether it is made at all. */
    boolean isWanted(Call call) {
        return when.map(condition -> Boolean.TRUE.equals(condition.evaluate(call)))
                .orElse(true);
    }
}
