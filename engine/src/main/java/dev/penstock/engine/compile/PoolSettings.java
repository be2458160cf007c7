package dev.penstock.engine.compile;

import dev.penstock.engine.config.BalanceSpec;
import dev.penstock.engine.config.Bound;
import dev.penstock.engine.config.EjectSpec;
import dev.penstock.engine.config.HealthSpec;
import dev.penstock.engine.config.RetrySpec;
import dev.penstock.engine.config.UpstreamSpec;
import dev.penstock.engine.tls.ClientTls;
import dev.penstock.engine.upstream.UpstreamSettings;
import dev.penstock.engine.upstream.UpstreamSettings.Server;
import dev.penstock.engine.upstream.balance.Balance;
import dev.penstock.engine.upstream.health.EjectRule;
import dev.penstock.engine.upstream.health.HealthCheck;
import dev.penstock.engine.upstream.retry.Rules;
import dev.penstock.sdk.Place;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What an upstream is once a file uses it: what is written, what the gateway's limits add, what a test puts in its place. */
record PoolSettings(UpstreamSpec spec, String api, ClientTls tls, Surroundings surroundings) {
    /** @param use where a step names it */
    UpstreamSettings settings(Place use) {
        Optional<List<URI>> standIns = surroundings.rehearsal().targets(api, spec.name(), use);
        return new UpstreamSettings(
                spec.shared() ? "" : api,
                spec.name(),
                standIns.map(all -> all.stream().map(url -> new Server(url, 1)).toList())
                        .orElseGet(this::servers),
                balance(),
                spec.timeout(),
                spec.connectTimeout(),
                spec.idle()
                        .map(Bound::length)
                        .orElseGet(() -> Optional.of(surroundings.limits().idle())),
                spec.maxConnections(),
                // Stand-ins answer what a test says they do, and no probes.
                spec.health().filter(probed -> standIns.isEmpty()).map(PoolSettings::check),
                spec.eject().map(PoolSettings::rule),
                spec.retry().map(PoolSettings::rules).orElse(Rules.NONE),
                tls);
    }

    /** A URL that stands there twice has both weights. */
    private List<Server> servers() {
        Map<URI, Integer> weights = new LinkedHashMap<>();
        spec.targets().forEach(target -> weights.merge(target.url(), target.weight(), Integer::sum));
        return weights.entrySet().stream()
                .map(target -> new Server(target.getKey(), target.getValue()))
                .toList();
    }

    private Balance balance() {
        BalanceSpec balance = spec.balance();
        return balance.hash().isPresent()
                ? Balance.HASH
                : switch (balance.way()) {
                    case ROUND_ROBIN -> Balance.ROUND_ROBIN;
                    case LEAST_REQUESTS -> Balance.LEAST_REQUESTS;
                    case RANDOM_TWO -> Balance.RANDOM_TWO;
                };
    }

    private static HealthCheck check(HealthSpec health) {
        return new HealthCheck(
                health.path().text(),
                health.interval(),
                health.timeout(),
                health.unhealthyAfter(),
                health.healthyAfter());
    }

    static EjectRule rule(EjectSpec eject) {
        return new EjectRule(eject.errors(), eject.within(), eject.for_());
    }

    private static Rules rules(RetrySpec retry) {
        return new Rules(
                retry.attempts(),
                retry.on().isEmpty() ? Rules.ON : Set.copyOf(retry.on()),
                retry.methods().isEmpty()
                        ? Rules.IDEMPOTENT
                        : retry.methods().stream().map(RetrySpec.Method::name).collect(Collectors.toSet()),
                retry.budget().of100(),
                retry.body().bytes());
    }
}
