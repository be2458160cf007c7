package dev.penstock.plugins.quota;

import dev.penstock.plugins.quota.concurrency.ConcurrencyFactory;
import dev.penstock.sdk.Plugin;
import dev.penstock.sdk.StepFactory;
import java.util.List;

/** Brings {@code quota} and {@code concurrency}. */
public final class QuotaPlugin implements Plugin {
    @Override
    public List<StepFactory<?>> steps() {
        return List.of(new QuotaFactory(), new ConcurrencyFactory());
    }
}
