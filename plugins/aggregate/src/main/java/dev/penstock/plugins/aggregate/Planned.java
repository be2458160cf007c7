package dev.penstock.plugins.aggregate;

import dev.penstock.sdk.Call;
import dev.penstock.sdk.Expression;
import dev.penstock.sdk.Slot;
import dev.penstock.sdk.Upstream;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One call of a join, compiled.
 *
 * @param slot the call's name in expressions
 * @param reads the names that its settings read, by setting
 */
record Planned(
        Slot slot,
        Optional<Expression<Boolean>> when,
        RequestTemplate request,
        Target target,
        FailureRules rules,
        Map<String, Set<Slot>> reads) {

    /**
     * Where the request goes, and how much of an answer is awaited.
     *
     * @param timeout of the whole answer
     * @param maxBody in bytes
     */
    record Target(Upstream upstream, Duration timeout, long maxBody) {}

    Planned {
        reads = Collections.unmodifiableMap(new LinkedHashMap<>(reads));
    }

    static Planned of(
            Slot slot, Optional<Expression<Boolean>> when, RequestTemplate request, Target target, FailureRules rules) {
        Map<String, Set<Slot>> reads = new LinkedHashMap<>();
        when.ifPresent(condition -> reads.put("when", condition.slots()));
        request.expressions().forEach((setting, all) -> reads.put(setting, slots(all)));
        rules.expressions().forEach((setting, all) -> reads.put(setting, slots(all)));
        reads.values().removeIf(Set::isEmpty);
        return new Planned(slot, when, request, target, rules, reads);
    }

    private static Set<Slot> slots(List<Expression<?>> expressions) {
        Set<Slot> slots = new HashSet<>();
        expressions.forEach(expression -> slots.addAll(expression.slots()));
        return slots;
    }

    String name() {
        return slot.name();
    }

    /** The first setting that reads this name. */
    Optional<String> settingThatReads(Slot read) {
        return reads.entrySet().stream()
                .filter(setting -> setting.getValue().contains(read))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Whether it names something that was left out. */
    boolean namesLeftOut(Call call) {
        for (Set<Slot> slots : reads.values()) {
            for (Slot slot : slots) {
                if (slot.isLeftOut(call)) {
                    return true;
                }
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
