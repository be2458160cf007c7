package dev.penstock.plugins.cache;

import dev.penstock.sdk.Plugin;
import dev.penstock.sdk.StepFactory;
import java.util.List;

/** Brings the step {@code cache}. */
public final class CachePlugin implements Plugin {
    @Override
    public List<StepFactory<?>> steps() {
        return List.of(new CacheFactory());
    }
}
