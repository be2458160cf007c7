package dev.penstock.plugins.aggregate;

import dev.penstock.sdk.Call;
import dev.penstock.sdk.Slot;
import java.util.Map;
import java.util.Optional;

/**
 * How a call ended, or one item of it.
 *
 * @param value what expressions see under the call's name; null where the call is null, and for what has no value
 * @param fault the error that made it so
 */
record Outcome(Kind kind, Map<String, Object> value, Optional<Fault> fault) {
    enum Kind {
        /** It has a value, which may be null. */
        VALUE,
        /** The answer has no key for the call. */
        LEFT_OUT,
        /** The list of the call has no place for the item. */
        SKIPPED
    }

    /** A call that is null without an error. */
    static final Outcome NULL = new Outcome(Kind.VALUE, null, Optional.empty());

    static Outcome value(Map<String, Object> value, Optional<Fault> fault) {
        return new Outcome(Kind.VALUE, value, fault);
    }

    static Outcome leftOut(Optional<Fault> fault) {
        return new Outcome(Kind.LEFT_OUT, null, fault);
    }

    static Outcome skipped(Optional<Fault> fault) {
        return new Outcome(Kind.SKIPPED, null, fault);
    }

    boolean isLeftOut() {
        return kind == Kind.LEFT_OUT;
    }

    /** The body; null also where the call is null. */
    Object body() {
        return value == null ? null : value.get("body");
    }

    /** Lets expressions see it. */
    void show(Slot slot, Call call) {
        if (isLeftOut()) {
            slot.leaveOut(call);
        } else {
            slot.fill(call, value);
        }
    }
}
