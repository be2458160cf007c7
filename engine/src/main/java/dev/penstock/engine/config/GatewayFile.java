package dev.penstock.engine.config;

import dev.penstock.sdk.Default;
import dev.penstock.sdk.Size;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The gateway's own file, {@code penstock.yaml}. Paths in it are relative to its folder.
 *
 * @param listen where clients connect
 * @param admin where operators connect
 * @param pipelines the folder of the pipeline files
 * @param plugins the folder of further jars; need not be there
 * @param redis where counts are kept that gateways share; without it each counts for itself
 * @param limits what the gateway takes at most
 * @param cache what {@code cache} steps share
 * @param trustedProxies networks whose {@code X-Forwarded-For} is believed
 * @param drain how long calls may go on after the gateway was told to end
 * @param eventLoops 0: one per core
 * @param telemetry what is written to stdout
 * @param secrets the folder of the files that {@code ${secret:…}} names
 */
record GatewayFile(
        @Default("{port: 8080}") List<ListenSpec.File> listen,
        @Default("{}") Admin admin,
        @Default("pipelines") String pipelines,
        @Default("plugins") String plugins,
        Optional<RedisSpec.File> redis,
        @Default("{}") LimitsSpec limits,
        @Default("{}") Cache cache,
        List<Cidr> trustedProxies,
        @Default("20s") Duration drain,
        @Default("0") @Range(max = 1024) int eventLoops,
        @Default("{}") TelemetrySpec telemetry,
        @Default("/run/secrets") String secrets) {

    /**
     * The keys of {@code admin}.
     *
     * @param host an address of this machine; without a token a loopback one
     * @param port 0: a free one
     * @param token with one, all pages but {@code /health} and {@code /ready} want {@code Authorization: Bearer}
     */
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

    /**
     * The keys of {@code cache}.
     *
     * @param memory bound of all local cache entries together
     */
    record Cache(@Default("128MiB") Size memory) {}
}
