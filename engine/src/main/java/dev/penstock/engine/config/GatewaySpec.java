package dev.penstock.engine.config;

import dev.penstock.sdk.Node;
import dev.penstock.sdk.Place;
import dev.penstock.sdk.Size;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code penstock.yaml}: the gateway's own settings.
 *
 * @param listen at least one
 * @param pipelines the folder of the pipeline files
 * @param plugins the folder of further jars; need not be there
 * @param redis what gateways share; empty: nothing
 * @param cacheMemory bound of all local cache entries together
 * @param trustedProxies whose {@code X-Forwarded-For} is believed
 * @param drain how long calls may go on after the gateway was told to end
 * @param eventLoops 0: one per core
 * @param secrets the folder of the files that {@code ${secret:…}} names
 */
public record GatewaySpec(
        List<ListenSpec> listen,
        AdminSpec admin,
        Path pipelines,
        Path plugins,
        Optional<RedisSpec> redis,
        LimitsSpec limits,
        Size cacheMemory,
        List<Cidr> trustedProxies,
        Duration drain,
        int eventLoops,
        TelemetrySpec telemetry,
        Path secrets) {
    private static final Path SECRETS = Path.of("/run/secrets");

    public GatewaySpec {
        listen = List.copyOf(listen);
        trustedProxies = List.copyOf(trustedProxies);
    }

    /**
     * Reads {@code penstock.yaml}. Paths in it are relative to its folder.
     *
     * @param file also the name in places
     * @return what is faulty has its default: ask {@link Faults} before it is used
     */
    public static GatewaySpec read(Path file, Map<String, String> environment, Faults faults) {
        Path folder = folder(file);
        Binder binder = new Binder();
        return Yaml.read(file, file.toString(), faults)
                .map(root -> new Substitution(environment, secrets(root, folder)).apply(root, file, faults, path -> {}))
                .flatMap(root -> binder.bind(root, GatewayFile.class, faults))
                .map(keys -> of(keys, folder, faults))
                .orElseGet(() -> defaults(folder));
    }

    /** The settings of a gateway without {@code penstock.yaml}, with paths relative to this folder. */
    public static GatewaySpec defaults(Path folder) {
        Faults faults = new Faults();
        Node none = new Node.Mapping(new Place("penstock.yaml", 1, 1), List.of());
        return of(new Binder().bind(none, GatewayFile.class, faults).orElseThrow(), folder, faults);
    }

    /** The same with another port of the first listener. */
    public GatewaySpec withPort(int port) {
        List<ListenSpec> others = new ArrayList<>(listen);
        others.set(0, listen.get(0).withPort(port));
        return with(others, admin, pipelines, plugins);
    }

    /** The same with another host of the first listener. */
    public GatewaySpec withHost(String host) {
        List<ListenSpec> others = new ArrayList<>(listen);
        others.set(0, listen.get(0).withHost(host));
        return with(others, admin, pipelines, plugins);
    }

    /** The same with another admin port. */
    public GatewaySpec withAdminPort(int port) {
        return with(listen, new AdminSpec(admin.host(), port, admin.token()), pipelines, plugins);
    }

    /** The same with another folder of pipeline files. */
    public GatewaySpec withPipelines(Path folder) {
        return with(listen, admin, folder, plugins);
    }

    /** The same with another folder of jars. */
    public GatewaySpec withPlugins(Path folder) {
        return with(listen, admin, pipelines, folder);
    }

    /** The same with other proxies that are trusted. */
    public GatewaySpec withTrustedProxies(List<Cidr> proxies) {
        return new GatewaySpec(
                listen,
                admin,
                pipelines,
                plugins,
                redis,
                limits,
                cacheMemory,
                proxies,
                drain,
                eventLoops,
                telemetry,
                secrets);
    }

    /** The same with this many event loops. */
    public GatewaySpec withEventLoops(int loops) {
        return new GatewaySpec(
                listen,
                admin,
                pipelines,
                plugins,
                redis,
                limits,
                cacheMemory,
                trustedProxies,
                drain,
                loops,
                telemetry,
                secrets);
    }

    private GatewaySpec with(List<ListenSpec> listen, AdminSpec admin, Path pipelines, Path plugins) {
        return new GatewaySpec(
                listen,
                admin,
                pipelines,
                plugins,
                redis,
                limits,
                cacheMemory,
                trustedProxies,
                drain,
                eventLoops,
                telemetry,
                secrets);
    }

    private static GatewaySpec of(GatewayFile file, Path folder, Faults faults) {
        GatewayFile.Admin admin = file.admin();
        if (admin.isOpen()) {
            faults.fault(
                    admin.host().place(),
                    "host: expected a loopback address such as 127.0.0.1 for an admin port without a token, found '"
                            + admin.host().value() + "': set 'token', or listen on 127.0.0.1");
        }
        if (file.listen().isEmpty()) {
            faults.fault(admin.host().place(), "listen: expected at least one listener such as {port: 8080}");
            return defaults(folder);
        }
        return new GatewaySpec(
                file.listen().stream()
                        .map(listen -> ListenSpec.of(listen, folder, faults))
                        .toList(),
                new AdminSpec(admin.host().value(), admin.port(), admin.token().filter(token -> !token.isEmpty())),
                folder.resolve(file.pipelines()),
                folder.resolve(file.plugins()),
                file.redis().flatMap(redis -> RedisSpec.of(redis, folder, faults)),
                file.limits(),
                file.cache().memory(),
                file.trustedProxies(),
                file.drain(),
                file.eventLoops(),
                file.telemetry(),
                folder.resolve(file.secrets()));
    }

    /** Read ahead of the rest, which may need it. */
    private static Path secrets(Node root, Path folder) {
        return root instanceof Node.Mapping mapping
                        && mapping.get("secrets").orElse(null) instanceof Node.Scalar scalar
                        && scalar.value() instanceof String text
                ? folder.resolve(text)
                : SECRETS;
    }

    private static Path folder(Path file) {
        return file.getParent() == null ? Path.of("") : file.getParent();
    }
}
