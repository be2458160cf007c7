package dev.penstock.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.sdk.Size;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewaySpecTest {
    @TempDir
    Path folder;

    private final Faults faults = new Faults();

    private GatewaySpec read(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("penstock.yaml"), yaml);
        return GatewaySpec.read(file, Map.of("TOKEN", "s3cr3t"), faults);
    }

    @Test
    void theDefaultsAreThoseOfTheManual() throws IOException {
        GatewaySpec spec = read("{}");
        assertThat(faults.list()).isEmpty();
        assertThat(spec)
                .isEqualTo(new GatewaySpec(
                        List.of(ListenSpec.plain("0.0.0.0", 8080)),
                        new AdminSpec("127.0.0.1", 9090, Optional.empty()),
                        folder.resolve("pipelines"),
                        folder.resolve("plugins"),
                        Optional.empty(),
                        new LimitsSpec(
                                new Size(16 << 10),
                                new Size(8 << 10),
                                new Size(10 << 20),
                                new Size(256 << 20),
                                Duration.ofSeconds(60),
                                Duration.ofSeconds(10),
                                20_000),
                        new Size(128 << 20),
                        List.of(),
                        Duration.ofSeconds(20),
                        0,
                        new TelemetrySpec(TelemetrySpec.AccessLog.JSON, TelemetrySpec.Level.INFO),
                        Path.of("/run/secrets")));
        assertThat(GatewaySpec.defaults(folder)).isEqualTo(spec);
    }

    @Test
    void everyKeyIsRead() throws IOException {
        GatewaySpec spec = read("""
                listen: {host: 127.0.0.1, port: 0}
                admin: {host: 0.0.0.0, port: 1, token: "${env:TOKEN}"}
                pipelines: p
                plugins: /opt/plugins
                limits: {body: 1MiB, header-timeout: 1s}
                cache: {memory: 1GiB}
                trusted-proxies: [10.0.0.0/8, "fd00::/8"]
                drain: 0s
                event-loops: 2
                telemetry: {access-log: off, log: debug}
                secrets: s
                """);
        assertThat(faults.list().stream().map(GatewaySpecTest::bare))
                .containsExactly(
                        "5:22: warning: 'header-timeout' is enforced in part: it counts for the first request of a"
                                + " connection, on later ones 'idle' does");
        assertThat(spec.listen()).containsExactly(ListenSpec.plain("127.0.0.1", 0));
        assertThat(spec.admin()).isEqualTo(new AdminSpec("0.0.0.0", 1, Optional.of("s3cr3t")));
        assertThat(spec.toString()).doesNotContain("s3cr3t");
        assertThat(spec.pipelines()).isEqualTo(folder.resolve("p"));
        assertThat(spec.plugins()).isEqualTo(Path.of("/opt/plugins"));
        assertThat(spec.limits().body()).isEqualTo(new Size(1 << 20));
        assertThat(spec.limits().uri()).isEqualTo(new Size(8 << 10));
        assertThat(spec.cacheMemory()).isEqualTo(new Size(1 << 30));
        assertThat(spec.trustedProxies()).hasSize(2);
        assertThat(spec.drain()).isZero();
        assertThat(spec.eventLoops()).isEqualTo(2);
        assertThat(spec.telemetry())
                .isEqualTo(new TelemetrySpec(TelemetrySpec.AccessLog.OFF, TelemetrySpec.Level.DEBUG));
        assertThat(spec.secrets()).isEqualTo(folder.resolve("s"));
    }

    @Test
    void listenersTakeCertificatesRelativeToTheFile() throws IOException {
        GatewaySpec spec = read("""
                listen:
                  - {port: 1, tls: {cert: c.pem, key: /k.pem, client-ca: ca.pem, client-auth: optional}}
                  - {port: 2, proxy-protocol: true, tls: [{cert: a, key: b}, {cert: c, key: d, sni: [A.test, "*.b.test"]}]}
                """);
        assertThat(faults.list()).isEmpty();
        TlsSpec one = spec.listen().get(0).tls().orElseThrow();
        assertThat(one.certificates().get(0).cert().value()).isEqualTo(folder.resolve("c.pem"));
        assertThat(one.certificates().get(0).key().value()).isEqualTo(Path.of("/k.pem"));
        assertThat(one.clientCa().orElseThrow().value()).isEqualTo(folder.resolve("ca.pem"));
        assertThat(one.clientsMayHaveNone()).isTrue();
        ListenSpec two = spec.listen().get(1);
        assertThat(two.proxyProtocol()).isTrue();
        assertThat(two.tls().orElseThrow().certificates().get(1).sni()).containsExactly("a.test", "*.b.test");
        assertThat(two.withHost("h").withPort(3)).isEqualTo(new ListenSpec("h", 3, two.tls(), true));
    }

    @Test
    void certificatesThatContradictThemselvesAreFaults() throws IOException {
        read("""
                listen:
                  - {port: 1, tls: []}
                  - {port: 2, tls: {cert: a, key: b, client-auth: required, sni: "[::1]"}}
                  - {port: 3, tls: [{cert: a, key: b}, {cert: c, key: d, client-ca: e, client-auth: required}]}
                """);
        assertThat(faults.list().stream().map(GatewaySpecTest::bare))
                .containsExactly(
                        "2:20: tls: expected a certificate such as {cert: c.pem, key: k.pem}, found none",
                        "3:51: client-auth: expected 'client-ca' beside it, found none: add the CA's file",
                        "3:66: sni: expected a host name, found an address: clients send none",
                        "4:69: client-ca: expected on the first certificate alone, since it counts for the whole"
                                + " listener: move it there",
                        "4:85: client-auth: expected on the first certificate alone, since it counts for the whole"
                                + " listener: move it there");
    }

    @Test
    void secretsComeFromTheFolderThatTheFileNames() throws IOException {
        Files.createDirectory(folder.resolve("s"));
        Files.writeString(folder.resolve("s/admin"), "t0ken\n");
        assertThat(read("secrets: s\nadmin: {token: \"${secret:admin}\"}\n")
                        .admin()
                        .token())
                .contains("t0ken");
    }

    @Test
    void everyFaultIsToldAtItsPlace() throws IOException {
        read("""
                listen: [{host: 127.0.0.1, port: 808080}, {port: 1, tls: {}}]
                admin: {prt: 9090}
                drian: 20s
                limits: {header: 16Kib0, idle: soonish, bdy: 1MiB}
                trusted-proxies: [10.0.0.0/99, a.test]
                event-loops: lots
                telemetry: {access-log: josn}
                redis: {url: "redis://127.0.0.1", mastr: m}
                """);
        assertThat(faults.list().stream().map(GatewaySpecTest::bare))
                .containsExactly(
                        "1:34: port: expected a whole number from 0 to 65535, found '808080'",
                        "1:58: missing key 'cert': add 'cert: …'",
                        "1:58: missing key 'key': add 'key: …'",
                        "2:9: unknown key 'prt': expected one of host, port, token; did you mean 'port'?",
                        "3:1: unknown key 'drian': expected one of listen, admin, pipelines, plugins, redis, limits,"
                                + " cache, trusted-proxies, drain, event-loops, telemetry, secrets; did you mean 'drain'?",
                        "4:18: header: expected a size such as 64KiB or 1MiB, found '16Kib0'",
                        "4:32: idle: expected a duration such as 200ms or 5s, found 'soonish'",
                        "4:41: unknown key 'bdy': expected one of header, uri, body, held, idle, header-timeout,"
                                + " connections; did you mean 'body'?",
                        "5:19: trusted-proxies: expected addresses such as 10.0.0.0/8, found '10.0.0.0/99'",
                        "5:32: trusted-proxies: expected addresses such as 10.0.0.0/8, found 'a.test'",
                        "6:14: event-loops: expected a whole number from 0 to 1024, found 'lots'",
                        "7:25: access-log: expected one of json, off, found 'josn'; did you mean 'json'?",
                        "8:35: unknown key 'mastr': expected one of url, mode, master, user, password, tls; did you"
                                + " mean 'master'?");
    }

    @Test
    void aStoreIsAServerAClusterOrWhatSentinelsKnow() throws IOException {
        RedisSpec one = read("redis: {url: redis://a.test}\n").redis().orElseThrow();
        assertThat(one.servers()).containsExactly(URI.create("redis://a.test:6379"));
        assertThat(one.isSecure()).isFalse();
        RedisSpec named =
                read("redis: {url: \"redis://u:p%4055@a.test:7/2\"}\n").redis().orElseThrow();
        assertThat(List.of(named.user(), named.password(), named.database()))
                .containsExactly(Optional.of("u"), Optional.of("p@55"), 2);
        assertThat(named.toString()).doesNotContain("p@55");
        RedisSpec sentinels =
                read("redis: {url: [rediss://a:1, rediss://b:2], mode: sentinel, master: m, password: p}\n")
                        .redis()
                        .orElseThrow();
        assertThat(sentinels.servers()).hasSize(2);
        assertThat(sentinels.master()).contains("m");
        assertThat(sentinels.isSecure()).isTrue();
        assertThat(faults.list()).isEmpty();
    }

    @Test
    void aFaultOfAStoreShowsNoPassword() throws IOException {
        read("redis: {url: \"http://u:s3cr3t@a.test\"}\n");
        read("drain: 1s\nredis: {url: \"redis://u:s3cr3t@a test\"}\n");
        assertThat(faults.list())
                .hasSize(2)
                .allSatisfy(fault -> assertThat(fault.message())
                        .contains("expected redis://host:port")
                        .doesNotContain("s3cr3t"));
    }

    @Test
    void anAdminPortForAllTheWorldWantsAToken() throws IOException {
        read("admin: {host: 0.0.0.0, token: \"${env:NONE:-}\"}\n");
        assertThat(faults.list().stream().map(GatewaySpecTest::bare))
                .containsExactly("1:15: host: expected a loopback address such as 127.0.0.1 for an admin port without a"
                        + " token, found '0.0.0.0': set 'token', or listen on 127.0.0.1");
    }

    @Test
    void flagsOfTheCommandLineReplaceSettings() {
        GatewaySpec spec = GatewaySpec.defaults(folder)
                .withPort(1)
                .withHost("127.0.0.1")
                .withAdminPort(2)
                .withPipelines(Path.of("p"))
                .withPlugins(Path.of("q"))
                .withEventLoops(3);
        assertThat(spec.listen()).containsExactly(ListenSpec.plain("127.0.0.1", 1));
        assertThat(spec.admin().port()).isEqualTo(2);
        assertThat(List.of(spec.pipelines(), spec.plugins())).containsExactly(Path.of("p"), Path.of("q"));
        assertThat(spec.eventLoops()).isEqualTo(3);
    }

    @Test
    void blocksHoldTheirAddresses() throws IOException {
        assertThat(Cidr.parse("10.0.0.0/8").contains(InetAddress.getByName("10.200.0.1")))
                .isTrue();
        assertThat(Cidr.parse("10.0.0.0/8").contains(InetAddress.getByName("11.0.0.1")))
                .isFalse();
        assertThat(Cidr.parse("10.1.2.3").contains(InetAddress.getByName("::ffff:10.1.2.3")))
                .isTrue();
        assertThat(Cidr.parse("::ffff:10.0.0.0/104").contains(InetAddress.getByName("10.9.9.9")))
                .isTrue();
        assertThat(Cidr.parse("fd00::/9").contains(InetAddress.getByName("fd7f::1")))
                .isTrue();
        assertThat(Cidr.parse("fd00::/9").contains(InetAddress.getByName("fd80::1")))
                .isFalse();
        assertThat(Cidr.parse("::/0").contains(InetAddress.getLoopbackAddress()))
                .isFalse();
    }

    private static String bare(Fault fault) {
        return fault.toString().substring(fault.place().file().length() + 1);
    }
}
