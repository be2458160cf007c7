package dev.penstock.engine.config;

import dev.penstock.sdk.Default;
import dev.penstock.sdk.Size;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The keys of {@code penstock.yaml}. */
@NotYet("redis")
record GatewayFile(
        @Default("{port: 8080}") List<ListenSpec> listen,
        @Default("{}") Admin admin,
        @Default("pipelines") String pipelines,
        @Default("plugins") String plugins,
        @Default("{}") LimitsSpec limits,
        @Default("{}") Cache cache,
        List<Cidr> trustedProxies,
        @Default("20s") Duration drain,
        @Default("0") @Range(max = 1024) int eventLoops,
        @Default("{}") TelemetrySpec telemetry,
        @Default("/run/secrets") String secrets) {

    /** The keys of {@code admin}. */
    record Admin(
            @Default("127.0.0.1") Placed<String> host,
            @Default("9090") @Range(max = 65_535) int port,
            Optional<String> token) {

        boolean isOpen() {
            String name = host.value();
            boolean loopback = name.equals("localhost")
                    || name.matches("127(\\.[0-9]{1,3}){3}")
                    || name.equals("::1")
                    || name.equals("[::1]");
            return !loopback && token.filter(text -> !text.isEmpty()).isEmpty();
        }
    }

    /** The keys of {@code cache}. */
    record Cache(@Default("128MiB") Size memory) {}
}
