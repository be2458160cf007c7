package dev.penstock.suites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockServer;
import io.vertx.core.Promise;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code run} in a process of its own: how it starts, why it does not, and how it ends. */
@Timeout(120)
class RunTest {
    private static final String GOOD = "api: t\nroutes: [{name: r, match: GET /t, steps: [{respond: {body: v1}}]}]\n";

    @TempDir
    Path home;

    private Path pipelines;

    @BeforeEach
    void write() throws Exception {
        pipelines = Files.createDirectory(home.resolve("pipelines"));
        Files.writeString(pipelines.resolve("t.yaml"), GOOD);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            listen: {port: 0}; lisen: 1                         | unknown key 'lisen'
            listen: {prt: 0}                                    | did you mean 'port'?
            listen: {port: 808080}                              | 808080
            listen: [                                           | penstock.yaml:
            listen: {port: 0}; admin: {host: 0.0.0.0, port: 0}  | expected a loopback address
            listen: {host: 127.0.0.1, port: TAKEN}              | cannot listen on 127.0.0.1:TAKEN: the port is taken
            listen: [{port: 0}, {host: 127.0.0.1, port: TAKEN}] | cannot listen on 127.0.0.1:TAKEN
            listen: {port: 0}; admin: {port: TAKEN}             | cannot listen on 127.0.0.1:TAKEN (admin): the port is taken
            listen: {host: 127.0.0.1, port: 1}; admin: {port: 1} | cannot listen on 127.0.0.1:1 twice
            listen: {host: 192.0.2.1, port: 0}                  | cannot listen on 192.0.2.1:0
            pipelines: nosuch; admin: {port: 0}                 | nosuch
            """)
    void whatCannotStartSaysWhyInPlainWordsAndEnds(String settings, String reason) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            String lines = settings.replace("TAKEN", port).replace("; ", "\n");
            Files.writeString(
                    home.resolve("penstock.yaml"), lines.contains("admin:") ? lines : lines + "\nadmin: {port: 0}\n");
            try (Child child = Child.start(home, "run")) {
                assertThat(child.exit()).isEqualTo(1);
                assertThat(child.output())
                        .contains(reason.replace("TAKEN", port))
                        .doesNotContain("\tat ", "Exception");
            }
        }
    }

    @Test
    void aSettingsFileThatIsNotThereIsNamed() throws Exception {
        try (Child child = Child.start(home, "run", "-c", "nosuch.yaml")) {
            assertThat(child.exit()).isEqualTo(1);
            assertThat(child.output()).contains("nosuch.yaml").doesNotContain("\tat ", "Exception");
        }
    }

    @Test
    void hooksAreNotCompiledByAJvmWithoutTheCompiler() throws Exception {
        try (Child child = Child.start(home, "run", "--js-jit")) {
            assertThat(child.exit()).isEqualTo(2);
            assertThat(child.output())
                    .contains("--js-jit: expected ./penstock on Java 25")
                    .contains("found Java " + Runtime.version())
                    .doesNotContain("\tat ", "Exception");
        }
    }

    @Test
    void filesWithFaultsAreNamedWithTheirPlaceAndTheOthersServe() throws Exception {
        Files.writeString(
                pipelines.resolve("bad.yaml"),
                GOOD.replace("api: t", "api: bad").replace("respond", "respnod"));
        try (Child child = Child.start(home, "run", "--port", "0", "--admin-port", "0")) {
            int admin = child.port("admin on 127.0.0.1:");
            int port = child.port("listening on 0.0.0.0:");
            assertThat(child.output()).contains("pipelines/bad.yaml:2:44: unknown step 'respnod'");
            assertThat(get(port, "/t").body()).isEqualTo("v1");
            assertThat(get(admin, "/ready").statusCode()).isEqualTo(503);
            assertThat(get(admin, "/ready").body()).contains("bad.yaml:2:44");
        }
    }

    @Test
    void anEmptyFolderIsFine() throws Exception {
        Files.delete(pipelines.resolve("t.yaml"));
        try (Child child = Child.start(home, "run", "--port", "0", "--admin-port", "0")) {
            assertThat(get(child.port("admin on 127.0.0.1:"), "/ready").statusCode())
                    .isEqualTo(200);
            assertThat(get(child.port("listening on 0.0.0.0:"), "/t").statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void everyEntryOfListenListensAndSaysWhere() throws Exception {
        Files.writeString(home.resolve("penstock.yaml"), """
                listen: [{port: 0}, {host: 127.0.0.1, port: 0}, {host: 127.0.0.1, port: 0}]
                admin: {port: 0}
                event-loops: 2
                """);
        try (Child child = Child.start(home, "run")) {
            int first = child.port("listening on 0.0.0.0:");
            int second = child.port("listening on 0.0.0.0:" + first + ", 127.0.0.1:");
            int third = child.port(", 127.0.0.1:" + second + ", 127.0.0.1:");
            assertThat(second).isNotEqualTo(first);
            assertThat(third).isNotEqualTo(second);
            for (int port : new int[] {first, second, third}) {
                assertThat(get(port, "/t").body()).isEqualTo("v1");
            }
            child.terminate();
            assertThat(child.exit()).isZero();
        }
    }

    @Test
    void aSigtermLetsWhatIsInFlightEndAndExitsWithZero() throws Exception {
        Promise<MockAnswer> later = Promise.promise();
        try (MockServer backend = MockServer.start()
                .onLater("GET /slow", request -> later.future())
                .onLater("GET /never", request -> Promise.<MockAnswer>promise().future())) {
            Files.writeString(pipelines.resolve("t.yaml"), """
                    api: t
                    upstreams: {b: {targets: ["%s"]}}
                    routes: [{name: all, match: "GET /{rest*}", steps: [{upstream: b}]}]
                    """.formatted(backend.uri()));
            Files.writeString(
                    home.resolve("penstock.yaml"), "listen: {host: 127.0.0.1, port: 0}\nadmin: {port: 0}\ndrain: 3s\n");
            try (Child child = Child.start(home, "run")) {
                int port = child.port("listening on 127.0.0.1:");
                CompletableFuture<String> slow = CompletableFuture.supplyAsync(() -> body(port, "/slow"));
                CompletableFuture<String> stuck = CompletableFuture.supplyAsync(() -> body(port, "/never"));
                backend.awaitCalls(2);
                child.terminate();
                later.complete(MockAnswer.text("done"));

                assertThat(slow.join()).isEqualTo("done");
                assertThat(child.exit()).isZero();
                assertThat(stuck.join()).isEqualTo("cut");
                assertThat(child.output())
                        .contains("\"path\":\"/slow\",\"status\":200")
                        .doesNotContain("\tat ");
            }
        }
    }

    @Test
    void aSecondSigtermEndsAtOnce() throws Exception {
        try (MockServer backend = MockServer.start()
                .onLater("GET /never", request -> Promise.<MockAnswer>promise().future())) {
            Files.writeString(pipelines.resolve("t.yaml"), """
                    api: t
                    upstreams: {b: {targets: ["%s"], timeout: 1h}}
                    routes: [{name: all, match: GET /never, deadline: 1h, steps: [{upstream: b}]}]
                    """.formatted(backend.uri()));
            Files.writeString(
                    home.resolve("penstock.yaml"), "listen: {host: 127.0.0.1, port: 0}\nadmin: {port: 0}\ndrain: 1h\n");
            try (Child child = Child.start(home, "run")) {
                int port = child.port("listening on 127.0.0.1:");
                int admin = child.port("admin on 127.0.0.1:");
                CompletableFuture<String> stuck = CompletableFuture.supplyAsync(() -> body(port, "/never"));
                backend.awaitCalls(1);
                child.terminate();
                Soon.sees(() -> body(admin, "/ready"), "{\"ready\":false}");
                child.terminate();
                assertThat(child.exit()).isEqualTo(143);
                assertThat(stuck.join()).isEqualTo("cut");
            }
        }
    }

    private static String body(int port, String path) {
        try {
            return get(port, path).body();
        } catch (Exception cut) {
            return "cut";
        }
    }

    private static HttpResponse<String> get(int port, String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + port + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
}
