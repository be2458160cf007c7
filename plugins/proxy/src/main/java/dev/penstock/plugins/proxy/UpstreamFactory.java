package dev.penstock.plugins.proxy;

import dev.penstock.sdk.RetryOn;
import dev.penstock.sdk.Send;
import dev.penstock.sdk.Stage;
import dev.penstock.sdk.StepContext;
import dev.penstock.sdk.StepFactory;
import dev.penstock.sdk.Upstream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code upstream} is one {@link Send}; a mirror is a step before it. */
final class UpstreamFactory implements StepFactory<UpstreamConfig> {
    private static final Set<RetryOn> FALLBACK_ON =
            Set.of(RetryOn.CONNECT, new RetryOn(502), new RetryOn(503), new RetryOn(504));

    @Override
    public String type() {
        return "upstream";
    }

    @Override
    public Class<UpstreamConfig> settings() {
        return UpstreamConfig.class;
    }

    @Override
    public Optional<String> shorthand() {
        return Optional.of("name");
    }

    @Override
    public List<Stage> create(UpstreamConfig settings, StepContext context) {
        Upstream upstream = context.upstream(settings.name());
        if (settings.timeout().isPresent()) {
            upstream = upstream.withTimeout(settings.timeout().get());
        }
        List<Upstream> next =
                settings.fallback().stream().map(context::upstream).toList();
        if (!next.isEmpty()) {
            upstream = upstream.withFallback(
                    next, settings.fallbackOn().isEmpty() ? FALLBACK_ON : Set.copyOf(settings.fallbackOn()));
        } else if (!settings.fallbackOn().isEmpty()) {
            context.fault(
                    context.settings().keyPlace("fallback-on"),
                    "'fallback-on' says when 'fallback' is gone on to: name an upstream there");
        }
        if (settings.hedge().isPresent()) {
            Duration after = settings.hedge().get().after();
            if (after.isZero()) {
                context.fault(
                        context.settings().at("hedge"),
                        "after: expected the time that the first request has, such as 50ms, found 0s");
            }
            upstream = upstream.withHedge(after);
        }
        List<Stage> stages = new ArrayList<>(2);
        mirror(settings, context).ifPresent(stages::add);
        stages.add(new Send(upstream));
        return stages;
    }

    private static Optional<Stage> mirror(UpstreamConfig settings, StepContext context) {
        if (settings.mirrorPercent() < 0 || settings.mirrorPercent() > 100) {
            context.fault(
                    context.settings().at("mirror-percent"),
                    "expected a number from 0 to 100, found " + settings.mirrorPercent());
        }
        return settings.mirror()
                .map(name -> new Mirror(context.upstream(name), settings.mirrorPercent(), context.host()));
    }
}
