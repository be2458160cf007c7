package dev.penstock.plugins.proxy;

import dev.penstock.sdk.Node;
import dev.penstock.sdk.Send;
import dev.penstock.sdk.Stage;
import dev.penstock.sdk.StepContext;
import dev.penstock.sdk.StepFactory;
import dev.penstock.sdk.Upstream;
import java.util.List;
import java.util.Optional;

/** {@code upstream} is one {@link Send}. */
final class UpstreamFactory implements StepFactory<UpstreamConfig> {
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
        refuse("fallback", settings.fallback(), context);
        refuse("fallback-on", settings.fallbackOn(), context);
        refuse("mirror", settings.mirror(), context);
        refuse("mirror-percent", settings.mirrorPercent(), context);
        refuse("hedge", settings.hedge(), context);
        Upstream upstream = context.upstream(settings.name());
        return List.of(new Send(settings.timeout().map(upstream::withTimeout).orElse(upstream)));
    }

    private static void refuse(String key, Optional<Node> setting, StepContext context) {
        setting.ifPresent(node -> context.fault(node, "'" + key + "' is not supported yet: remove it"));
    }
}
