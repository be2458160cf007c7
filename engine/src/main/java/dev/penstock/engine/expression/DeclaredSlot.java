package dev.penstock.engine.expression;

import dev.penstock.sdk.Call;
import dev.penstock.sdk.Key;
import dev.penstock.sdk.Reuse;
import dev.penstock.sdk.Slot;

/** A declared name; what it holds in one call is kept in that call. */
public final class DeclaredSlot implements Slot, Base {
    /** What stands in the call where there is no value to stand there. */
    private enum Mark {
        NULL,
        LEFT_OUT
    }

    private final String name;
    private final Key<Object> key;
    private final Key<Reuse> reuse;

    DeclaredSlot(String name) {
        this.name = name;
        this.key = Key.named("slot " + name);
        this.reuse = Key.named("reuse of " + name);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void fill(Call call, Object json) {
        call.put(key, json == null ? Mark.NULL : json);
    }

    @Override
    public void leaveOut(Call call) {
        call.put(key, Mark.LEFT_OUT);
    }

    @Override
    public boolean isLeftOut(Call call) {
        return holds(call, Mark.LEFT_OUT);
    }

    @Override
    public void madeOf(Call call, Reuse part) {
        call.put(reuse, reuse(call).and(part));
    }

    @Override
    public Reuse reuse(Call call) {
        return call.get(reuse).orElse(Reuse.NOTHING);
    }

    boolean isNull(Call call) {
        return holds(call, Mark.NULL);
    }

    private boolean holds(Call call, Mark mark) {
        return call.get(key).filter(held -> held == mark).isPresent();
    }

    @Override
    public String baseName() {
        return name;
    }

    @Override
    public boolean isAnswer() {
        return true;
    }

    @Override
    public Object value(Call call) {
        Object held = call.get(key).orElseThrow(() -> new Absent(name, true));
        return held instanceof Mark ? null : held;
    }
}
