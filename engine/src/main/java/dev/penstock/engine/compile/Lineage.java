package dev.penstock.engine.compile;

import dev.penstock.engine.expression.DeclaredSlot;
import dev.penstock.engine.expression.Inputs;
import dev.penstock.sdk.Part;
import java.util.HashMap;
import java.util.Map;

/**
 * What the parts of a request are made of that the steps above have written, and what decided that the steps below run.
 *
 * <p>What is written is never forgotten: a step with {@code when} may not have run, and a name too many in {@code Vary}
 * costs a copy, where one too few shows somebody another's answer.
 */
final class Lineage {
    private final Map<String, Dependence> headers = new HashMap<>();
    private final Map<DeclaredSlot, Dependence> slots = new HashMap<>();
    private Dependence query = Dependence.NONE;
    private Dependence course = Dependence.NONE;
    private boolean unseen;

    /** What these depend on, by way of all that wrote them. */
    Dependence of(Inputs inputs) {
        Dependence all = Dependence.NONE;
        for (Part part : inputs.parts()) {
            all = all.and(of(part));
        }
        for (DeclaredSlot slot : inputs.slots()) {
            all = all.and(slots.getOrDefault(slot, Dependence.NONE));
        }
        return all;
    }

    private Dependence of(Part part) {
        return switch (part.kind()) {
            case REQUEST, PATH, RESPONSE, SLOT -> Dependence.NONE;
            case QUERY -> unseen ? Dependence.PERSONAL : query;
            case HEADER -> header(part.name());
            case COOKIE -> header("cookie");
            // A cache may take a GET with a body for one without.
            case CLIENT, AUTH, BODY, VARS -> Dependence.PERSONAL;
        };
    }

    private Dependence header(String name) {
        Dependence sent = Dependence.header(name);
        if (unseen) {
            return sent.and(Dependence.PERSONAL);
        }
        if (!name.isEmpty()) {
            return sent.and(headers.getOrDefault(name, Dependence.NONE));
        }
        return headers.values().stream().reduce(sent, Dependence::and);
    }

    /** What decided that the next step runs. */
    Dependence course() {
        return course;
    }

    /** Whether the next step runs depends on this. */
    void decides(Dependence reason) {
        course = course.and(reason);
    }

    /** A header field or the query is made of this. */
    void writes(Part part, Dependence from) {
        if (part.kind() == Part.Kind.QUERY) {
            query = query.and(from);
        } else {
            headers.merge(part.name(), from, Dependence::and);
        }
    }

    /** Whoever reads this name reads what it is made of. */
    void fills(DeclaredSlot slot, Dependence from) {
        slots.merge(slot, from, Dependence::and);
    }

    /** Any part may be made of anything. */
    void writesUnseen() {
        unseen = true;
    }
}
