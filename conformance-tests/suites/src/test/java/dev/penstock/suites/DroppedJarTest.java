package dev.penstock.suites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.engine.Gateway;
import dev.penstock.engine.Wiring;
import dev.penstock.engine.config.GatewaySpec;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar of plugins/example, as a user drops it, and takes it away again. */
class DroppedJarTest {
    @TempDir
    Path home;

    private Gateway gateway;

    @BeforeEach
    void start() throws Exception {
        Path pipelines = Files.createDirectories(home.resolve("pipelines"));
        Files.createDirectories(home.resolve("plugins"));
        Files.writeString(pipelines.resolve("t.yaml"), """
                api: t
                routes:
                  - name: stamped
                    match: GET /stamped
                    steps:
                      - stamp: no. ${vars.stamp} of ${request.path}
                      - respond: {status: 204}
                """);
        Files.writeString(pipelines.resolve("u.yaml"), """
                api: u
                routes: [{name: plain, match: GET /plain, steps: [{respond: {status: 204}}]}]
                """);
        gateway = Gateway.start(
                GatewaySpec.defaults(home).withHost("127.0.0.1").withPort(0).withAdminPort(0),
                new Wiring(
                        Map.of(),
                        (api, upstream, use) -> Optional.empty(),
                        Map.of(),
                        Optional.empty(),
                        Optional.empty()));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void itsStepWorksFromTheDropToTheRemoval() throws Exception {
        assertThat(gateway.faults().toString()).contains("t.yaml:6:9", "unknown step 'stamp'");

        Path dropped = Files.copy(jar(), home.resolve("plugins/stamp.jar"));
        assertThat(gateway.reload()).isEmpty();
        assertThat(get("/stamped").headers().firstValue("x-stamp")).contains("no. 1 of /stamped");
        gateway.reload();
        assertThat(get("/stamped").headers().firstValue("x-stamp")).contains("no. 2 of /stamped");

        Files.delete(dropped);
        assertThat(gateway.reload().toString()).contains("unknown step 'stamp'");
        assertThat(get("/plain").statusCode()).isEqualTo(204);
    }

    @Test
    void aJarThatIsNoneIsNamedAndTheOthersServe() throws Exception {
        Files.writeString(home.resolve("plugins/broken.jar"), "no jar at all");
        Files.copy(jar(), home.resolve("plugins/stamp.jar"));

        assertThat(gateway.reload().toString()).contains("broken.jar");
        assertThat(get("/stamped").statusCode()).isEqualTo(204);
    }

    private HttpResponse<String> get(String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + gateway.port() + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static Path jar() throws Exception {
        try (Stream<Path> built = Files.list(Path.of("../../plugins/example/target"))) {
            return built.filter(file -> file.getFileName().toString().matches("penstock-plugin-example-.*\\.jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
