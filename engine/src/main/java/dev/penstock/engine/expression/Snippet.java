package dev.penstock.engine.expression;

import dev.cel.common.types.CelType;
import dev.penstock.sdk.Call;
import dev.penstock.sdk.Problem;
import java.util.Set;

/**
 * One {@code ${…}}, compiled.
 *
 * @param nulling the declared names that make it null when they are
 * @param type its static type
 */
record Snippet(
        Source source,
        Label label,
        Reads reads,
        Set<DeclaredSlot> slots,
        Set<DeclaredSlot> nulling,
        CelType type,
        boolean isConstant) {
    Snippet {
        slots = Set.copyOf(slots);
        nulling = Set.copyOf(nulling);
    }

    /** What it reads, for problems: as the file writes it, without any value. */
    record Label(String text, Problem.Kind kind) {
        Problem problem(String message, Throwable cause) {
            return Problem.of(kind, message, cause);
        }

        /** That it gives no value where one is needed. */
        Problem isNull() {
            return Problem.of(kind, "expected a value of " + text + ", found null");
        }
    }

    /** A plain JSON value; null also when a name that it reads is null or left out. */
    Object evaluate(Call call) {
        if (isLeftOut(call) || isNull(call)) {
            return null;
        }
        try {
            return source.read(call);
        } catch (Absent absent) {
            throw absent.problem();
        }
    }

    boolean isLeftOut(Call call) {
        for (DeclaredSlot slot : slots) {
            if (slot.isLeftOut(call)) {
                return true;
            }
        }
        return false;
    }

    private boolean isNull(Call call) {
        for (DeclaredSlot slot : nulling) {
            if (slot.isNull(call)) {
                return true;
            }
        }
        return false;
    }
}
