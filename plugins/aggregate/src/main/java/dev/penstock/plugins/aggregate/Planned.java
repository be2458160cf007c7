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
 * One call, compiled.
 *
 * @param slot the call's name in expressions
 * @param each the list that it is made for, item by item
 * @param reads the names that its settings read, by setting
 */
record Planned(
        Slot slot,
        Optional<Expression<Boolean>> when,
        Optional<Each> each,
        RequestTemplate request,
        Target target,
        FailureRules rules,
        Map<String, Set<Slot>> reads) {

    /**
     * Where the request goes, and how much of an answer is awaited.
     *
     * @param timeout of the whole answer
     * @param reserve what is kept of the deadline for the answer that is made of the calls
     * @param reading how its body is read
     * @param kept where answers are kept
     */
    record Target(Upstream upstream, Duration timeout, Duration reserve, Reading reading, Optional<Kept> kept) {}

    /** What is made of the settings that say when a call is made, and for what. */
    record Occasion(Optional<Expression<Boolean>> when, Optional<Each> each) {}

    Planned {
        reads = Collections.unmodifiableMap(new LinkedHashMap<>(reads));
    }

    static Planned of(Slot slot, Occasion occasion, RequestTemplate request, Target target, FailureRules rules) {
        Map<String, Set<Slot>> reads = new LinkedHashMap<>();
        occasion.when.ifPresent(condition -> reads.put("when", condition.slots()));
        occasion.each.ifPresent(each -> reads.put("for-each", each.list().slots()));
        request.expressions().forEach((setting, all) -> reads.put(setting, slots(all)));
        rules.expressions().forEach((setting, all) -> reads.put(setting, slots(all)));
        reads.replaceAll((setting, slots) -> others(slots, occasion.each));
        reads.values().removeIf(Set::isEmpty);
        return new Planned(slot, occasion.when, occasion.each, request, target, rules, reads);
    }

    /** Without the item, which is the call's own. */
    private static Set<Slot> others(Set<Slot> slots, Optional<Each> each) {
        Set<Slot> others = new HashSet<>(slots);
        each.ifPresent(list -> others.remove(list.item()));
        return others;
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
