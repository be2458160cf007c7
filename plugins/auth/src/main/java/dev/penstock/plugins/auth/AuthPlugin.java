package dev.penstock.plugins.auth;

import dev.penstock.plugins.auth.jwt.JwtFactory;
import dev.penstock.sdk.Plugin;
import dev.penstock.sdk.StepFactory;
import java.util.List;

/** Brings {@code jwt}. */
public final class AuthPlugin implements Plugin {
    @Override
    public List<StepFactory<?>> steps() {
        return List.of(new JwtFactory());
    }
}
