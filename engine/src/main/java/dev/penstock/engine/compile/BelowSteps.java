package dev.penstock.engine.compile;

import dev.penstock.engine.expression.DeclaredSlot;
import dev.penstock.engine.expression.Inputs;
import dev.penstock.sdk.Below;
import dev.penstock.sdk.Call;
import dev.penstock.sdk.Part;
import java.util.Optional;
import java.util.Set;

/** Gathers what the steps below one step read; after the route is created it changes no more. */
final class BelowSteps implements Below {
    private Set<DeclaredSlot> above = Set.of();
    private Inputs inputs = Inputs.NONE;
    private Optional<Auth> auth = Optional.empty();

    /** @param declared the names that a call may hold when it reaches the step */
    void begin(Set<DeclaredSlot> declared) {
        above = Set.copyOf(declared);
    }

    void add(Inputs read, Optional<Auth> authenticating) {
        inputs = inputs.and(read.within(above));
        auth = auth.or(() -> authenticating);
    }

    @Override
    public Set<Part> reads() {
        return inputs.parts();
    }

    @Override
    public Optional<String> value(Part part, Call call) {
        return inputs.text(part, call);
    }

    @Override
    public Optional<Auth> auth() {
        return auth;
    }
}
