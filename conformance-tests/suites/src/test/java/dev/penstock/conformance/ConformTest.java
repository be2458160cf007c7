package dev.penstock.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.engine.Gateway;
import dev.penstock.engine.Wiring;
import dev.penstock.fleet.Loopback;
import dev.penstock.sdk.Json;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The suites as data, and the command that runs them. */
class ConformTest {
    private static final Path CASES = Path.of("../cases");
    private static final int PORTS = 99;

    @TempDir
    private Path temporary;

    @Test
    void theGatewayConforms() throws IOException {
        Path json = temporary.resolve("report.json");
        Path junit = temporary.resolve("report.xml");
        Console console = Console.of(
                new ConformCommand(), CASES.toString(), "--json", json.toString(), "--junit", junit.toString());
        assertThat(console.code()).as(console.out()).isZero();
        assertThat(console.out()).containsPattern("precedence +1[0-9] +0 +0\n");
        assertThat(Json.parse(Buffer.buffer(Files.readString(json)))).isInstanceOf(Map.class);
        assertThat(Files.readString(junit)).contains("routing/routing-paths.test.yaml");
    }

    @Test
    void aGatewayThatRunsByItselfIsAskedTheSame() throws IOException {
        int first = freePorts();
        Path pipelines = temporary.resolve("pipelines");
        Console export = Console.of(
                new ConformCommand(), CASES.toString(), "--export", pipelines.toString(), "--mock-port", "" + first);
        assertThat(export.code()).as(export.out()).isZero();
        Wiring wiring = new Wiring(
                Map.of(), (api, upstream, use) -> Optional.empty(), Map.of(), Optional.empty(), Optional.empty());
        try (Gateway gateway = Gateway.start(Loopback.gateway(pipelines, 1), wiring)) {
            assertThat(gateway.faults()).isEmpty();
            for (int i = 0; i < 2; i++) {
                Console console = Console.of(
                        new ConformCommand(),
                        CASES.toString(),
                        "--target",
                        "http://127.0.0.1:" + gateway.port(),
                        "--mock-port",
                        "" + first);
                assertThat(console.code()).as(console.out()).isZero();
            }
        }
    }

    @Test
    void aCaseThatIsExpectedToFailMayAndOneThatPassesMayNot() throws IOException {
        Path suite = Files.createDirectories(temporary.resolve("suites/one"));
        Files.writeString(
                suite.resolve("api.yaml"),
                "api: api\nroutes: [{name: all, match: GET /all, steps: [{respond: {status: 200}}]}]\n");
        Files.writeString(suite.resolve("api.test.yaml"), """
                cases:
                  - {name: good, send: {get: /all}, expect: {status: 200}}
                  - {name: bad, send: {get: /all}, expect: {status: 201}}
                """);
        assertThat(conform("").code()).isEqualTo(1);
        assertThat(conform("# known\none/api.test.yaml: bad\n").code()).isZero();
        Console healed = conform("one/api.test.yaml: bad\none/api.test.yaml: good\n");
        assertThat(healed.code()).isEqualTo(1);
        assertThat(healed.out())
                .contains("- one/api.test.yaml: bad: fails as expected: status: expected 201, found 200")
                .contains("✗ one/api.test.yaml: good")
                .contains("it passes and is expected to fail: take it off the list");
        Console unknown = conform("one/api.test.yaml: bad\none/api.test.yaml: gone\n");
        assertThat(unknown.code()).isEqualTo(1);
        assertThat(unknown.out()).contains("one/api.test.yaml: gone: expected to fail, and there is no such case");
    }

    @Test
    void aCaseThatNeedsTheClockIsSkippedElsewhere() throws IOException {
        Path suite = Files.createDirectories(temporary.resolve("suites/one"));
        Files.writeString(
                suite.resolve("api.yaml"),
                "api: api\nroutes: [{name: all, match: GET /all, steps: [{respond: {status: 200}}]}]\n");
        Files.writeString(
                suite.resolve("api.test.yaml"),
                "cases: [{name: later, send: {after: 1s, get: /all}, expect: {status: 201}}]\n");
        Console console = Console.of(
                new ConformCommand(), temporary.resolve("suites").toString(), "--target", "http://127.0.0.1:1");
        assertThat(console.code()).isZero();
        assertThat(console.out()).contains("- one/api.test.yaml: later: 'after' needs a gateway under test");
    }

    @Test
    void wrongUsageIsExit2AndAFolderThatIsNotThereExit1() {
        assertThat(Console.of(new ConformCommand(), CASES.toString(), "--target", "nowhere")
                        .code())
                .isEqualTo(2);
        assertThat(Console.of(new ConformCommand(), temporary.resolve("nosuch").toString())
                        .code())
                .isEqualTo(1);
    }

    private Console conform(String expectedFailures) throws IOException {
        Path list = Files.writeString(temporary.resolve("list.txt"), expectedFailures);
        return Console.of(
                new ConformCommand(), temporary.resolve("suites").toString(), "--expected-failures", list.toString());
    }

    /** Where so many ports are free that nobody is given by chance: they lie below those that the system gives out. */
    private static int freePorts() {
        Random random = new Random();
        for (int tries = 0; tries < 100; tries++) {
            int first = 20_000 + random.nextInt(10_000);
            if (List.of(0, 10, 11, 12, 13, 20, 21, 30, PORTS).stream().allMatch(offset -> isFree(first + offset))) {
                return first;
            }
        }
        throw new IllegalStateException("no free ports between 20000 and 30000");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
