package dev.penstock.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.engine.config.GatewaySpec;
import dev.penstock.fleet.Loopback;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The demo does what it prints. */
class DemoTest {
    private static final Path SAMPLES = Path.of("../../pipelines");

    @Test
    void eachBackendHasAPortOfItsOwn() {
        assertThat(Demo.ports(Loopback.gateway(SAMPLES, 1)).values())
                .hasSizeGreaterThan(5)
                .doesNotHaveDuplicates();
    }

    @Test
    void theRequestsOfTheDemoShowWhatIsSaid() throws Exception {
        GatewaySpec spec = Loopback.gateway(SAMPLES, 1);
        List<String> answers = new ArrayList<>();
        try (Demo demo = Demo.startAside(spec)) {
            for (DemoRequest request : demo.requests()) {
                for (int i = 0; i < request.times(); i++) {
                    HttpResponse<String> answer = send(demo, request);
                    answers.add(answer.statusCode() + " " + request.target()
                            + answer.headers()
                                    .firstValue("penstock-partial")
                                    .map(calls -> " without " + calls)
                                    .orElse("")
                            + answer.headers()
                                    .firstValue("age")
                                    .map(age -> " from memory")
                                    .orElse(""));
                }
            }
        }
        assertThat(answers)
                .containsExactly(
                        "200 /shop/products/7",
                        "401 /shop/orders",
                        "200 /shop/orders",
                        "200 /members/me",
                        "200 /members/me",
                        "401 /members/me/orders",
                        "200 /shop/search?q=tea",
                        "200 /shop/search?q=tea",
                        "200 /shop/search?q=tea",
                        "429 /shop/search?q=tea",
                        "200 /shop/bestsellers",
                        "200 /shop/bestsellers from memory",
                        "200 /shop/pages/7",
                        "200 /shop/pages/8 without reviews",
                        "200 /shop/users/1");
    }

    private static HttpResponse<String> send(Demo demo, DemoRequest request) throws Exception {
        String line = request.line(demo.uri());
        assertThat(line).contains("'" + demo.uri() + request.target() + "'");
        HttpRequest.Builder http = HttpRequest.newBuilder(URI.create(demo.uri() + request.target()));
        request.token().ifPresent(token -> {
            assertThat(line).contains("-H 'Authorization: Bearer " + token + "'");
            http.header("Authorization", "Bearer " + token);
        });
        return HttpClient.newHttpClient().send(http.build(), HttpResponse.BodyHandlers.ofString());
    }
}
