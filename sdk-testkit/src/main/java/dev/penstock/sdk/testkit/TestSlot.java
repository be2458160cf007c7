package dev.penstock.sdk.testkit;

import dev.penstock.sdk.Call;
import dev.penstock.sdk.Key;
import dev.penstock.sdk.Reuse;
import dev.penstock.sdk.Slot;
import java.util.Optional;

/**
 * A name that a step declared.
 *
 * @param key of its value in a call; without one it was left out
 * @param reuse of how it may be used again
 */
record TestSlot(String name, Key<Optional<Object>> key, Key<Reuse> reuse) implements Slot {
    TestSlot(String name) {
        this(name, Key.named(name), Key.named(name));
    }

    @Override
    public void madeOf(Call call, Reuse part) {
        call.put(reuse, reuse(call).and(part));
    }

    @Override
    public Reuse reuse(Call call) {
        return call.get(reuse).orElse(Reuse.NOTHING);
    }

    @Override
    public void fill(Call call, Object json) {
        call.put(key, Optional.of(json));
    }

    @Override
    public void leaveOut(Call call) {
        call.put(key, Optional.empty());
    }

    @Override
    public boolean isLeftOut(Call call) {
        return call.get(key).filter(Optional::isEmpty).isPresent();
    }

    /** Its value in this call; null where it has none. */
    Object value(Call call) {
        return call.get(key).flatMap(value -> value).orElse(null);
    }
}
