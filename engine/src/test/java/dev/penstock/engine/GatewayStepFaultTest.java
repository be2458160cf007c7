package dev.penstock.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.engine.config.GatewaySpec;
import dev.penstock.engine.plugin.JarMaker;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A step of a jar that does what no step should: its call ends as it must, and the loop serves on. */
@Timeout(60)
class GatewayStepFaultTest {
    private static final String STEP = """
            io.vertx.core.Promise<Void> done = io.vertx.core.Promise.promise();
            call.respond(Reply.of(299));
            switch (String.valueOf(call.inbound().headers().get("x-do"))) {
                case "throw" -> throw new IllegalStateException("secret");
                case "refuse" -> throw Problem.of(Problem.Kind.FORBIDDEN, "not you");
                case "overflow" -> throw new StackOverflowError();
                case "lost" -> throw new NoClassDefFoundError("lost/Type");
                case "null" -> { return null; }
                case "null-hook" -> call.onReply(reply -> null);
                case "throw-hook" -> call.onReply(reply -> { throw new AssertionError("secret"); });
                case "never" -> { return done.future(); }
                case "never-hook" -> call.onReply(reply -> io.vertx.core.Promise.<Void>promise().future());
                case "twice" -> {
                    host.scheduler().after(java.time.Duration.ofMillis(1), () -> { done.complete(); done.complete(); });
                    return done.future();
                }
                case "both" -> {
                    call.respond(Reply.of(298));
                    host.scheduler().after(java.time.Duration.ofMillis(20), () -> call.respond(Reply.of(297)));
                }
                case "late" -> {
                    host.scheduler().after(java.time.Duration.ofMillis(500), done::complete);
                    return done.future();
                }
                case "elsewhere" -> {
                    new Thread(done::complete).start();
                    return done.future();
                }
                case "hold" -> {
                    long until = System.nanoTime() + 600_000_000L;
                    while (System.nanoTime() < until) Thread.onSpinWait();
                }
                default -> {}
            }
            return io.vertx.core.Future.succeededFuture();
            """;

    @TempDir
    static Path folder;

    @TempDir
    static Path classes;

    private static Gateway gateway;

    @BeforeAll
    static void startGateway() throws IOException {
        Files.createDirectories(folder.resolve("plugins"));
        Files.createDirectories(folder.resolve("pipelines"));
        Files.writeString(folder.resolve("pipelines/x.yaml"), """
                api: x
                routes:
                  - {name: a, match: GET /a, deadline: 300ms, steps: [{acme: {name: risky}}]}
                  - {name: slow, match: GET /slow, steps: [{acme: {name: risky}}]}
                """);
        new JarMaker(classes).step(STEP).write(folder.resolve("plugins/acme.jar"));
        Wiring wiring = new Wiring(
                Map.of(), (api, upstream, use) -> Optional.empty(), Map.of(), Optional.empty(), Optional.empty());
        gateway = Gateway.start(
                GatewaySpec.defaults(folder)
                        .withHost("127.0.0.1")
                        .withPort(0)
                        .withAdminPort(0)
                        .withEventLoops(1),
                wiring);
        assertThat(gateway.faults()).isEmpty();
    }

    @AfterAll
    static void stopGateway() {
        gateway.close();
    }

    @ParameterizedTest
    @CsvSource({
        "nothing, 299",
        "throw, 500",
        "refuse, 403",
        "overflow, 500",
        "lost, 500",
        "null, 500",
        "null-hook, 500",
        "throw-hook, 500",
        "never, 504",
        "twice, 299",
        "both, 298",
        "late, 504",
        "elsewhere, 299"
    })
    void whateverAStepDoesItsCallEndsAndTheNextOneIsServed(String what, int status) throws Exception {
        HttpResponse<String> answer = ask("/a", what);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).doesNotContain("secret", "Exception", "Error");
        if (status >= 500) {
            assertThat(answer.body()).contains("\"route\":\"x/a\"");
        }
        assertThat(ask("/a", "nothing").statusCode()).isEqualTo(299);
    }

    @Test
    void aHookThatNeverEndsIsEndedByTheDeadline() throws Exception {
        assertThat(ask("/a", "never-hook").statusCode()).isIn(299, 504);
        assertThat(ask("/a", "nothing").statusCode()).isEqualTo(299);
    }

    @Test
    void aStepThatHoldsItsLoopIsNamedAndCounted() throws Exception {
        String counter = "penstock_step_blocked_total{api=\"x\",route=\"slow\",step=\"risky\",} 1.0";
        assertThat(metrics()).doesNotContain("route=\"slow\",step=\"risky\"");
        assertThat(ask("/slow", "hold").statusCode()).isEqualTo(299);
        assertThat(metrics()).contains(counter);
        assertThat(ask("/slow", "nothing").statusCode()).isEqualTo(299);
        assertThat(metrics()).as("a quick one is not").contains(counter);
    }

    private static String metrics() throws Exception {
        return body(URI.create("http://127.0.0.1:" + gateway.adminPort() + "/metrics"), "");
    }

    private static String body(URI uri, String what) throws Exception {
        return send(uri, what).body();
    }

    private static HttpResponse<String> ask(String path, String what) throws Exception {
        return send(URI.create("http://127.0.0.1:" + gateway.port() + path), what);
    }

    private static HttpResponse<String> send(URI uri, String what) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).header("x-do", what).build(), HttpResponse.BodyHandlers.ofString());
    }
}
