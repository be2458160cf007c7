package dev.penstock.plugins.validate;

import dev.penstock.sdk.Plugin;
import dev.penstock.sdk.StepFactory;
import java.util.List;

/** Brings {@code validate}. */
public final class ValidatePlugin implements Plugin {
    @Override
    public List<StepFactory<?>> steps() {
        return List.of(new ValidateFactory());
    }
}
