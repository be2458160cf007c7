package dev.penstock.suites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.engine.Gateway;
import dev.penstock.engine.Wiring;
import dev.penstock.engine.config.Faults;
import dev.penstock.engine.config.GatewaySpec;
import dev.penstock.fleet.Harness;
import dev.penstock.suites.probe.Loading;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pages of the operators. */
class AdminTest {
    private static final String GOOD = "api: t\nroutes: [{name: r, match: GET /t, steps: [{respond: {body: v1}}]}]\n";

    @Test
    void aReloadOnDemandServesWhatIsWrittenOrSaysWhyNot() {
        try (Harness gateway = Harness.on("t.yaml", GOOD).start()) {
            gateway.write("t.yaml", GOOD.replace("v1", "v2"));
            assertThat(Soon.admin(gateway, "POST", "/reload")).isEqualTo("200 {\"faults\":[],\"warnings\":[]}");
            assertThat(gateway.get("/t").body()).isEqualTo("v2");

            gateway.write("t.yaml", GOOD.replace("respond", "respnod"));
            assertThat(Soon.admin(gateway, "POST", "/reload"))
                    .startsWith("422 {\"faults\":[\"")
                    .contains("t.yaml:2:44: unknown step 'respnod'");
            assertThat(gateway.get("/t").body()).isEqualTo("v2");

            gateway.write("t.yaml", GOOD);
            gateway.write("old.yml", GOOD);
            assertThat(Soon.admin(gateway, "POST", "/reload"))
                    .startsWith("200 {\"faults\":[],\"warnings\":[\"")
                    .contains("only *.yaml is read");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/health,200,", "HEAD,/health,200,", "POST,/health,405,'GET, HEAD'", "HEAD,/ready,200,",
        "DELETE,/ready,405,'GET, HEAD'", "HEAD,/routes,200,", "PUT,/routes,405,'GET, HEAD'", "HEAD,/metrics,200,",
        "POST,/metrics,405,'GET, HEAD'", "GET,/reload,405,POST", "HEAD,/reload,405,POST", "GET,/,404,",
        "GET,/health/,404,", "GET,/Health,404,", "POST,/nosuch,404,", "GET,/routes?x=1,200,"
    })
    void everyPageTakesItsMethodAndNamesItToOthers(String method, String page, int status, String allow) {
        try (Harness gateway = Harness.on("t.yaml", GOOD).start()) {
            HttpResponse<String> answer = Soon.ask(gateway, method, page);
            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(answer.headers().firstValue("allow")).isEqualTo(Optional.ofNullable(allow));
            if (method.equals("HEAD")) {
                assertThat(answer.body()).isEmpty();
                assertThat(answer.headers().firstValueAsLong("content-length").orElse(0))
                        .isPositive();
            }
        }
    }

    @Test
    void aReloadThatTakesLongHoldsUpNoRequestAndNoPage() throws Exception {
        Loading loading = new Loading();
        String slow =
                "api: slow\nroutes: [{name: s, match: GET /s, steps: [{slow-to-load: x}, {respond: {status: 204}}]}]\n";
        try (Harness gateway = Harness.on("t.yaml", GOOD)
                .file("slow.yaml", slow)
                .service(Loading.class, loading)
                .start()) {
            loading.hold();
            gateway.write("slow.yaml", slow.replace("204", "205"));
            CompletableFuture<String> reload =
                    CompletableFuture.supplyAsync(() -> Soon.admin(gateway, "POST", "/reload"));
            assertThat(loading.isReached()).isTrue();

            assertThat(gateway.get("/t").body()).isEqualTo("v1");
            assertThat(Soon.admin(gateway, "GET", "/ready")).startsWith("200 ");
            assertThat(Soon.admin(gateway, "GET", "/routes")).contains("\"api\":\"slow\"");
            assertThat(Soon.metric(gateway, "penstock_config_faults")).isEqualTo("0.0");
            assertThat(reload).isNotDone();

            loading.release();
            assertThat(reload.join()).startsWith("200 ");
            assertThat(loading.thread()).isEqualTo("penstock-deploy");
        }
    }

    @Test
    void withATokenOnlyHealthAndReadinessAreOpen(@TempDir Path home) throws Exception {
        Files.writeString(Files.createDirectory(home.resolve("pipelines")).resolve("t.yaml"), GOOD);
        Path file = Files.writeString(
                home.resolve("penstock.yaml"),
                "listen: {host: 127.0.0.1, port: 0}\nadmin: {port: 0, token: \"${env:ADMIN}\"}\n");
        Faults faults = new Faults();
        GatewaySpec spec = GatewaySpec.read(file, Map.of("ADMIN", "open sesame"), faults);
        Wiring wiring = new Wiring(
                Map.of(), (api, upstream, use) -> Optional.empty(), Map.of(), Optional.empty(), Optional.empty());
        try (Gateway gateway = Gateway.start(spec, wiring)) {
            assertThat(ask(gateway, "GET", "/health", "")).isEqualTo(200);
            assertThat(ask(gateway, "GET", "/ready", "")).isEqualTo(200);
            for (String page : new String[] {"/routes", "/metrics", "/reload", "/nosuch"}) {
                assertThat(ask(gateway, "POST", page, "")).isEqualTo(401);
                assertThat(ask(gateway, "POST", page, "Bearer open sesam")).isEqualTo(401);
            }
            assertThat(ask(gateway, "POST", "/reload", "Bearer open sesame")).isEqualTo(200);
            assertThat(ask(gateway, "GET", "/nosuch", "Bearer open sesame")).isEqualTo(404);
        }
        assertThat(faults.list()).isEmpty();
    }

    private static int ask(Gateway gateway, String method, String page, String authorization) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + gateway.adminPort() + page))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (!authorization.isEmpty()) {
            request.header("authorization", authorization);
        }
        return HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
