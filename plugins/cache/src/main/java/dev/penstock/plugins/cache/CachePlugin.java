package dev.penstock.plugins.cache;

import dev.penstock.sdk.Host;
import dev.penstock.sdk.HttpCache;
import dev.penstock.sdk.Plugin;
import dev.penstock.sdk.StepFactory;
import java.util.List;

/** Brings the step {@code cache}, and its store for other steps. */
public final class CachePlugin implements Plugin {
    @Override
    public void start(Host host) {
        host.offer(HttpCache.class, new StoredAnswers(host));
    }

    @Override
    public List<StepFactory<?>> steps() {
        return List.of(new CacheFactory());
    }
}
