package dev.penstock.plugins.proxy;

import dev.penstock.sdk.Plugin;
import dev.penstock.sdk.StepFactory;
import java.util.List;

/** Brings {@code upstream}. */
public final class ProxyPlugin implements Plugin {
    @Override
    public List<StepFactory<?>> steps() {
        return List.of(new UpstreamFactory());
    }
}
