package dev.penstock.engine.compile;

import dev.penstock.engine.config.Faults;
import dev.penstock.engine.expression.DeclaredSlot;
import dev.penstock.engine.expression.Inputs;
import dev.penstock.sdk.Part;
import dev.penstock.sdk.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The lookups of a route that nothing came between, step by step from the top: one that needs none of those above it waits
 * for nothing.
 *
 * <p>What stands between two of them may mean their order: a step that refuses, answers, does something elsewhere, or
 * cannot be seen through.
 */
final class Lookups {
    private final Faults faults;
    private final List<Lookup> open = new ArrayList<>();

    Lookups(Faults faults) {
        this.faults = faults;
    }

    /** One lookup, and all that steps made of it since. */
    private record Lookup(String name, Set<DeclaredSlot> slots, Set<Part> parts) {
        Lookup(Draft draft) {
            this(draft.declared().get(0).name(), new HashSet<>(draft.declared()), new HashSet<>());
        }

        boolean feeds(Inputs read) {
            return read.slots().stream().anyMatch(slots::contains)
                    || read.parts().stream().anyMatch(part -> parts.stream().anyMatch(made -> overlap(part, made)));
        }

        private static boolean overlap(Part read, Part made) {
            if (read.kind() == Part.Kind.COOKIE) {
                return made.equals(Part.header("cookie"));
            }
            boolean all = read.name().isEmpty() || made.name().isEmpty();
            return read.kind() == made.kind() && (all || read.name().equals(made.name()));
        }

        /** @param reason what decides whether the step runs */
        void follow(Draft step, Inputs reason) {
            boolean decided = feeds(reason);
            if (decided || feeds(step.reads())) {
                slots.addAll(step.declared());
            }
            for (Draft.Write write : step.writes()) {
                if (decided || feeds(write.from().orElse(step.reads()))) {
                    parts.add(write.part());
                }
            }
        }
    }

    /**
     * A step that was created.
     *
     * @param reason what decides whether it runs
     * @param parts whether it may answer, or stands around those below it
     */
    void step(Draft draft, Inputs reason, boolean parts, Place at) {
        if (draft.isLookup() && !draft.declared().isEmpty()) {
            Inputs read = draft.reads().and(reason);
            if (!open.isEmpty() && open.stream().noneMatch(above -> above.feeds(read))) {
                faults.warn(
                        at,
                        "this step waits for '" + open.get(0).name()
                                + "' above it and needs nothing of it: let one 'aggregate' with 'as:' make both calls at"
                                + " once");
            }
            open.forEach(above -> above.follow(draft, reason));
            open.add(new Lookup(draft));
        } else if (parts
                || draft.isRefusal()
                || draft.writesUnseen()
                || !draft.declared().isEmpty()) {
            open.clear();
        } else {
            open.forEach(above -> above.follow(draft, reason));
        }
    }
}
