package dev.penstock.engine.compile;

import dev.penstock.engine.expression.DeclaredSlot;
import dev.penstock.engine.expression.Inputs;
import dev.penstock.sdk.Below;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Follows what flows from the client's request into the answers of a route, step by step from the top: for the steps that
 * make answers, and for those that give answers to others.
 */
final class Flow {
    private final Lineage lineage = new Lineage();
    private final Set<DeclaredSlot> declared = new HashSet<>();
    private final List<BelowSteps> open = new ArrayList<>();
    private final List<Runnable> looks = new ArrayList<>();

    /**
     * A step that was created.
     *
     * @param when what decides whether it runs
     * @param mayAnswer whether calls may end there
     */
    void step(Draft draft, Inputs when, boolean mayAnswer, Below.Auth place) {
        // Who refuses by what it counts alone makes no answer differ.
        boolean counts = draft.isRefusal() && draft.reads().parts().isEmpty();
        Inputs read = counts ? Inputs.NONE : draft.reads().and(when);
        open.forEach(below -> below.add(read, Optional.of(place).filter(at -> draft.isAuth())));
        Dependence reason = lineage.of(when);
        Dependence all = lineage.of(draft.reads()).and(reason);
        draft.made()
                .forEach(
                        made -> made.of(all.and(lineage.course()), draft.reads().slots()));
        draft.writes().forEach(write -> {
            Dependence from = write.from().map(lineage::of).orElse(draft.isAuth() ? Dependence.PERSONAL : all);
            lineage.writes(write.part(), from.and(reason));
        });
        draft.declared().forEach(slot -> lineage.fills(slot, all));
        if (draft.writesUnseen()) {
            lineage.writesUnseen();
        }
        if (mayAnswer || draft.writesUnseen()) {
            lineage.decides(reason);
        }
        if (draft.isRefusal() && !counts) {
            lineage.decides(all);
        }
        draft.belows().forEach(below -> below.begin(declared));
        open.addAll(draft.belows());
        declared.addAll(draft.declared());
        looks.addAll(draft.looks());
    }

    /** All steps were created. */
    void end() {
        looks.forEach(Runnable::run);
    }
}
