package dev.penstock.plugins.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockServer;
import dev.penstock.fleet.MockStream;
import dev.penstock.sdk.Json;
import io.vertx.core.buffer.Buffer;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QuotaRouteTest {
    private static final String LARGE = "{\"usage\": 1, \"n\": \"" + "x".repeat(5 << 20) + "\"}";

    private static final String USER = "key: \"${header['x-user']}\"";

    private final MockServer backend = MockServer.start()
            .on("GET /{route}", MockAnswer.json(Map.of("usage", 4L)))
            .on("GET /own-fields", MockAnswer.text("ok").header("ratelimit-policy", "\"theirs\";q=1;w=1"))
            .on("GET /large", MockAnswer.bytes(200, "application/json", Buffer.buffer(LARGE)))
            .on("GET /lacking", MockAnswer.text("no usage"));

    private final Harness gateway = Harness.on(
                    "shop.yaml",
                    file(
                            "burst",
                            "[{quota: {" + USER + ", limits: {burst: 3/1h}}}]",
                            "two-limits",
                            "[{quota: {" + USER + ", limits: {burst: 20/1s, daily: 100/day}}}]",
                            "two-steps",
                            "[{quota: {limits: {outer: 100/1h}}}, {quota: {limits: {inner: 2/1h}}}]",
                            "own-fields",
                            "[{quota: {limits: {ours: 5/1h}}}]",
                            "address",
                            "[{quota: {limits: {ip: 2/1h}}}]",
                            "tiers",
                            "[{quota: {" + USER + ", tier: \"${header['x-tier']}\","
                                    + " limits: {gold: {burst: 3/1h}, default: {burst: 1/1h}}}}]",
                            "cost",
                            "[{quota: {" + USER + ", limits: {units: 12/1h}, cost: \"${int(query.n)}\"}}]",
                            "metered",
                            "[{quota: {" + USER + ", limits: {units: 6/1h}, cost: \"${response.body.usage}\"}}]",
                            "members",
                            "[{quota: {" + USER + ", limits: {shared: 3/1h}}}]",
                            "parts",
                            "[{quota: {" + USER + ", limits: {units: 9/1h}, cost: \"${response.body.usage * 1.1}\"}}]",
                            "large",
                            "[{quota: {" + USER + ", limits: {units: 6/1h}, cost: \"${response.body.usage}\"}}]",
                            "events",
                            "[{quota: {" + USER + ", limits: {units: 6/1h}, cost: \"${response.body.usage}\"}}]",
                            "lacking",
                            "[{quota: {" + USER + ", limits: {units: 6/1h}, cost: \"${response.body.usage}\"}}]"))
            .eventLoops(2)
            .start();

    private String file(String... namesAndSteps) {
        StringBuilder file =
                new StringBuilder("api: shop\nupstreams: {shop: {targets: [\"" + backend.uri() + "\"]}}\n");
        file.append("policies: {members: [{quota: {" + USER + ", limits: {shared: 3/1h}}}]}\nroutes:\n");
        file.append("  - {name: policy-a, match: GET /policy-a, steps: [{use: members}, {upstream: shop}]}\n");
        file.append("  - {name: policy-b, match: GET /policy-b, steps: [{use: members}, {upstream: shop}]}\n");
        for (int i = 0; i < namesAndSteps.length; i += 2) {
            String steps = namesAndSteps[i + 1];
            file.append("  - {name: " + namesAndSteps[i] + ", match: GET /" + namesAndSteps[i] + ", steps: "
                    + steps.substring(0, steps.length() - 1) + ", {upstream: shop}]}\n");
        }
        return file.toString();
    }

    @AfterEach
    void stop() {
        gateway.close();
        backend.close();
    }

    private HttpResponse<String> get(String path, String user, String... more) {
        List<String> headers = new ArrayList<>(List.of("x-user", user));
        headers.addAll(List.of(more));
        return gateway.get(path, headers.toArray(String[]::new));
    }

    private static String field(HttpResponse<String> answer, String name) {
        return String.join(" | ", answer.headers().allValues(name));
    }

    private List<Integer> statuses(String path, String user, int requests) {
        return IntStream.range(0, requests)
                .mapToObj(i -> get(path, user).statusCode())
                .toList();
    }

    @Test
    void threeOfEightAtOncePassAndKeysAreApart() {
        List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, 8)
                .mapToObj(i -> gateway.client()
                        .sendAsync(
                                gateway.request("/burst", "x-user", "ann").build(),
                                HttpResponse.BodyHandlers.ofString()))
                .toList();
        assertThat(answers.stream().map(one -> one.join().statusCode()).sorted().toList())
                .containsExactly(200, 200, 200, 429, 429, 429, 429, 429);
        assertThat(backend.calls()).hasSize(3);
        assertThat(get("/burst", "bob").statusCode()).isEqualTo(200);
        assertThat(gateway.get("/burst").statusCode()).isEqualTo(400);
    }

    @Test
    void aRefusalSaysWhichLimitAndWhen() {
        assertThat(statuses("/burst", "ann", 3)).containsOnly(200);
        gateway.advance(Duration.ofMinutes(19));
        HttpResponse<String> answer = get("/burst", "ann");
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
        assertThat(Integer.parseInt(field(answer, "retry-after"))).isBetween(50, 60);
        assertThat(field(answer, "ratelimit-policy")).isEqualTo("\"burst\";q=3;w=3600");
        assertThat(field(answer, "ratelimit")).matches("\"burst\";r=0;t=24[56]\\d");
        Map<?, ?> problem = (Map<?, ?>) Json.parse(Buffer.buffer(answer.body()));
        assertThat(problem.get("violated-policies")).isEqualTo(List.of("burst"));
        assertThat(problem.get("step")).isEqualTo("quota");
        assertThat(problem.get("type")).isEqualTo("urn:penstock:problem:quota-exceeded");
        gateway.advance(Duration.ofSeconds(61));
        assertThat(statuses("/burst", "ann", 2)).containsExactly(200, 429);
    }

    @Test
    void everyAnswerSaysWhatIsLeft() {
        HttpResponse<String> answer = get("/two-limits", "ann");
        assertThat(field(answer, "ratelimit-policy")).isEqualTo("\"burst\";q=20;w=1, \"daily\";q=100;w=86400");
        assertThat(field(answer, "ratelimit")).matches("\"burst\";r=19;t=1, \"daily\";r=99;t=\\d+");
    }

    @Test
    void twoStepsAddUpTheirFieldsAlsoInARefusal() {
        HttpResponse<String> answer = get("/two-steps", "ann");
        assertThat(field(answer, "ratelimit-policy")).isEqualTo("\"inner\";q=2;w=3600, \"outer\";q=100;w=3600");
        assertThat(field(answer, "ratelimit")).startsWith("\"inner\";r=1;t=1800, \"outer\";r=99;t=");
        get("/two-steps", "ann");
        HttpResponse<String> refused = get("/two-steps", "ann");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(field(refused, "ratelimit")).matches("\"inner\";r=0;t=\\d+, \"outer\";r=97;t=\\d+");
    }

    @Test
    void fieldsOfTheUpstreamStay() {
        assertThat(field(get("/own-fields", "ann"), "ratelimit-policy"))
                .isEqualTo("\"theirs\";q=1;w=1, \"ours\";q=5;w=3600");
    }

    @Test
    void withoutAKeyTheAddressOfTheClientCounts() {
        assertThat(gateway.get("/address", "x-forwarded-for", "9.9.9.1").statusCode())
                .isEqualTo(200);
        assertThat(gateway.get("/address", "x-forwarded-for", "9.9.9.2").statusCode())
                .isEqualTo(200);
        assertThat(gateway.get("/address", "x-forwarded-for", "9.9.9.3").statusCode())
                .isEqualTo(429);
    }

    @Test
    void eachTierHasItsLimitsAndAllOthersTheDefault() {
        List<Integer> gold = IntStream.range(0, 4)
                .mapToObj(i -> get("/tiers", "ann", "x-tier", "gold").statusCode())
                .toList();
        assertThat(gold).containsExactly(200, 200, 200, 429);
        assertThat(get("/tiers", "bob", "x-tier", "tin").statusCode()).isEqualTo(200);
        assertThat(get("/tiers", "bob").statusCode()).isEqualTo(429);
    }

    @Test
    void aRequestSaysWhatItCosts() {
        assertThat(get("/cost?n=7", "ann").statusCode()).isEqualTo(200);
        assertThat(get("/cost?n=6", "ann").statusCode()).isEqualTo(429);
        assertThat(get("/cost?n=5", "ann").statusCode()).isEqualTo(200);
        assertThat(get("/cost?n=0", "ann").statusCode()).isEqualTo(200);
        assertThat(get("/cost?n=-5", "ann").statusCode()).isEqualTo(400);
        assertThat(get("/cost?n=1", "ann").statusCode()).isEqualTo(429);
    }

    @Test
    void anAnswerSaysWhatItCosts() {
        assertThat(field(get("/metered", "ann"), "ratelimit")).startsWith("\"units\";r=2;");
        HttpResponse<String> beyond = get("/metered", "ann");
        assertThat(beyond.statusCode()).isEqualTo(200);
        assertThat(beyond.body()).isEqualTo("{\"usage\":4}");
        assertThat(field(beyond, "ratelimit")).startsWith("\"units\";r=0;");
        assertThat(get("/metered", "ann").statusCode()).isEqualTo(429);
        gateway.advance(Duration.ofMinutes(31));
        assertThat(get("/metered", "ann").statusCode()).isEqualTo(200);
    }

    @Test
    void anAnswerThatLacksItsCostCostsNothing() {
        for (int i = 0; i < 8; i++) {
            HttpResponse<String> answer = get("/lacking", "ann");
            assertThat(answer.body()).isEqualTo("no usage");
            assertThat(field(answer, "ratelimit")).isEqualTo("\"units\";r=6;t=0");
        }
    }

    @Test
    void aPolicyOfTwoRoutesIsOneCount() {
        assertThat(statuses("/policy-a", "ann", 2)).containsOnly(200);
        assertThat(statuses("/policy-b", "ann", 2)).containsExactly(200, 429);
    }

    @Test
    void aReloadKeepsCountsAndAChangedLimitStartsAnew() {
        assertThat(statuses("/burst", "ann", 4)).containsExactly(200, 200, 200, 429);
        assertThat(statuses("/two-limits", "ann", 2)).containsOnly(200);
        gateway.reload(
                "other.yaml", "api: other\nroutes: [{name: r, match: GET /r, steps: [{respond: {status: 204}}]}]\n");
        assertThat(statuses("/burst", "ann", 1)).containsExactly(429);
        gateway.reload(
                "shop.yaml",
                file(
                        "two-limits",
                        "[{quota: {" + USER + ", limits: {daily: 100/day, burst: 30/1s}}}]",
                        "burst",
                        "[{quota: {" + USER + ", limits: {burst: 3/1h}}}]"));
        assertThat(statuses("/burst", "ann", 1)).containsExactly(429);
        assertThat(field(get("/two-limits", "ann"), "ratelimit")).matches("\"daily\";r=97;t=\\d+, \"burst\";r=29;t=1");
    }

    @Test
    void aFreshGatewayHasFreshCounts() {
        assertThat(statuses("/burst", "ann", 4)).containsExactly(200, 200, 200, 429);
        gateway.gateway().reset();
        assertThat(statuses("/burst", "ann", 4)).containsExactly(200, 200, 200, 429);
    }

    @Test
    void aPolicyAndARouteOfOneNameAreTwoCounts() {
        assertThat(get("/policy-a", "ann").statusCode()).isEqualTo(200);
        assertThat(field(get("/policy-b", "ann"), "RateLimit")).startsWith("\"shared\";r=1;");
        assertThat(field(get("/members", "ann"), "RateLimit")).startsWith("\"shared\";r=2;");
    }

    @Test
    void whatCostsMoreThanThereEverIsIsNotToldToComeBack() {
        HttpResponse<String> never = get("/cost?n=13", "ann");
        assertThat(never.statusCode()).isEqualTo(429);
        assertThat(never.headers().firstValue("retry-after")).isEmpty();
        assertThat(get("/cost?n=12", "ann").statusCode()).isEqualTo(200);
        assertThat(get("/cost?n=12", "ann").headers().firstValue("retry-after")).contains("3600");
    }

    @Test
    void aKeyThatLooksLikeTheDigestOfALongOneIsAnother() throws Exception {
        String lengthy = "x".repeat(60);
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(lengthy.getBytes(StandardCharsets.UTF_8));
        String same = Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        String first = field(get("/policy-a", lengthy), "RateLimit");
        assertThat(field(get("/policy-a", same), "RateLimit")).isEqualTo(first);
    }

    @Test
    void aPartOfACostCountsAsOne() {
        assertThat(field(get("/parts", "ann"), "RateLimit")).startsWith("\"units\";r=4;");
    }

    @Test
    void anAnswerTooLongToBeLookedIntoPassesAndCostsNothing() {
        HttpResponse<String> answer = get("/large", "ann");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(LARGE);
        assertThat(field(answer, "RateLimit")).startsWith("\"units\";r=6;");
    }

    @Test
    void aStreamOfEventsIsNotHeld() throws Exception {
        MockStream events = new MockStream();
        backend.on("GET /events", MockAnswer.stream(events).header("content-type", "text/event-stream"));
        HttpResponse<InputStream> answer = gateway.client()
                .send(gateway.request("/events", "x-user", "ann").build(), HttpResponse.BodyHandlers.ofInputStream());
        events.write("data: first\n\n");
        assertThat(answer.body().readNBytes(13))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("data: first\n\n");
        events.end();
    }
}
