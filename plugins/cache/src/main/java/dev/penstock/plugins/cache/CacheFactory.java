package dev.penstock.plugins.cache;

import dev.penstock.sdk.Below;
import dev.penstock.sdk.Expression;
import dev.penstock.sdk.Host;
import dev.penstock.sdk.Stage;
import dev.penstock.sdk.StepContext;
import dev.penstock.sdk.StepFactory;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes {@code cache} steps; all of them share one store. */
final class CacheFactory implements StepFactory<CacheConfig> {
    @Override
    public String type() {
        return "cache";
    }

    @Override
    public Class<CacheConfig> settings() {
        return CacheConfig.class;
    }

    @Override
    public List<Stage> create(CacheConfig config, StepContext context) {
        for (String part : config.key()) {
            CacheKey.fault(part)
                    .ifPresent(fault -> context.fault(context.settings().at("key"), fault));
        }
        if (config.key().isEmpty()) {
            context.sharesAnswers();
        }
        Below below = context.below();
        context.afterAll(() -> new Standing(context, below, config.key(), config.private_()).warn());
        Freshness freshness = new Freshness(
                config.ttl(),
                config.overrideTtl(),
                negative(config.negative(), context),
                config.staleWhileRevalidate().orElse(Duration.ZERO),
                config.staleIfError().orElse(Duration.ZERO));
        Host host = context.host();
        Fetch.Rules rules = new Fetch.Rules(
                Store.of(host), host, freshness, config.maxBody().bytes(), Tally.of(host.metrics(), context.route()));
        List<Expression<String>> tags =
                config.tags().stream().map(context::text).toList();
        String api = context.route().api();
        CacheKey key = new CacheKey(api, config.key().isEmpty() ? CacheKey.DEFAULT : config.key());
        CacheStep.Settings settings = new CacheStep.Settings(
                key,
                new Whose.Rules(config.private_(), context.belowAuth(), below),
                new Labelling(context.route(), tags),
                changes(key, context));
        return List.of(new CacheStep(rules, settings, config.coalesce()));
    }

    private static Changes changes(CacheKey key, StepContext context) {
        Host host = context.host();
        KeysInUse keys = host.state("cache:keys", KeysInUse.class, KeysInUse::new);
        keys.begin(key);
        context.onClose(() -> keys.end(key));
        Changes changes = new Changes(Store.of(host), keys, key.api());
        context.watchesChanges(changes::watch);
        return changes;
    }

    private static Map<Integer, Duration> negative(Map<String, Duration> config, StepContext context) {
        Map<Integer, Duration> byStatus = new LinkedHashMap<>();
        config.forEach((status, ttl) -> {
            if (status.matches("[2-5][0-9][0-9]") && !status.equals("206") && !status.equals("304")) {
                byStatus.put(Integer.valueOf(status), ttl);
            } else {
                context.fault(
                        context.settings().keyPlace("negative", status),
                        "expected a status such as 404 that can be stored, found '" + status + "'");
            }
        });
        return Map.copyOf(byStatus);
    }
}
