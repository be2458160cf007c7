package dev.penstock.suites.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockServer;
import dev.penstock.suites.Soon;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two gateways, one count, a real Redis that lives. */
class SharedQuotaTest {
    private static final String SECRET = "k-very-secret-0123456789";
    private static final RedisProcess REDIS = RedisProcess.start();
    private static MockServer backend;
    private static Harness one;
    private static Harness two;

    @BeforeAll
    static void start() {
        backend = MockServer.start()
                .on("GET /metered", MockAnswer.json(Map.of("usage", 4L)))
                .on("GET /{route}", MockAnswer.text("ok"));
        one = gateway(file("4/1h"));
        two = gateway(file("4/1h"));
        areUp();
    }

    private static Harness gateway(String file) {
        return Harness.on("shop.yaml", file)
                .settings("redis: {url: \"" + REDIS.url() + "\"}\n")
                .eventLoops(2)
                .start();
    }

    @BeforeEach
    void flush() {
        REDIS.say("FLUSHALL");
    }

    @AfterAll
    static void stop() {
        one.close();
        two.close();
        backend.close();
        REDIS.close();
    }

    private static String file(String changing) {
        StringBuilder file =
                new StringBuilder("api: shop\nupstreams: {shop: {targets: [\"" + backend.uri() + "\"]}}\n");
        file.append("policies: {members: [{quota: {key: k, limits: {shared: 3/1h}}}]}\nroutes:\n");
        Map.of(
                        "exact", "{limits: {hour: 60/1h}}",
                        "large", "{limits: {hour: 20000/1h}}",
                        "many", "{limits: {burst: 5/10s, daily: 8/1d}}",
                        "cost", "{limits: {units: 12/1h}, cost: 5}",
                        "metered", "{limits: {units: 6/1h}, cost: \"${response.body.usage}\"}",
                        "own", "{limits: {k: 3/1h}, store: local}",
                        "tiers", "{tier: \"${header['x-tier']}\", limits: {gold: {b: 3/1h}, default: {b: 1/1h}}}",
                        "changing", "{limits: {stays: 5/1h, changes: " + changing + "}}",
                        "calendar", "{limits: {daily: 3/day, monthly: 20/month}}")
                .forEach((name, settings) -> file.append("  - {name: " + name + ", match: GET /" + name
                        + ", steps: [{quota: " + settings.replaceFirst("\\{", "{key: \"\\${header['x-user']}\", ")
                        + "}, {upstream: shop}]}\n"));
        file.append("  - {name: policy-a, match: GET /policy-a, steps: [{use: members}, {upstream: shop}]}\n");
        file.append("  - {name: policy-b, match: GET /policy-b, steps: [{use: members}, {upstream: shop}]}\n");
        return file.toString();
    }

    private static void areUp() {
        for (Harness gateway : List.of(one, two)) {
            String up =
                    Soon.until(Duration.ofSeconds(5), () -> Soon.metric(gateway, "penstock_store_up"), "1.0"::equals);
            assertThat(up).isEqualTo("1.0");
        }
    }

    private static HttpResponse<String> get(Harness gateway, String path, String... more) {
        List<String> headers = new ArrayList<>(List.of("x-user", "ann"));
        headers.addAll(List.of(more));
        return gateway.get(path, headers.toArray(String[]::new));
    }

    private static String field(HttpResponse<String> answer, String name) {
        return String.join(" | ", answer.headers().allValues(name));
    }

    /** In turn at both. */
    private static List<Integer> statuses(String path, int requests, String... more) {
        return IntStream.range(0, requests)
                .mapToObj(i -> get(i % 2 == 0 ? one : two, path, more).statusCode())
                .toList();
    }

    private static long passing(String path, int requests) {
        List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, requests)
                .mapToObj(i -> i % 2 == 0 ? one : two)
                .map(gateway -> gateway.client()
                        .sendAsync(
                                gateway.request(path, "x-user", "ann").build(), HttpResponse.BodyHandlers.ofString()))
                .toList();
        List<Integer> statuses =
                answers.stream().map(answer -> answer.join().statusCode()).toList();
        assertThat(statuses).isSubsetOf(200, 429);
        return statuses.stream().filter(status -> status == 200).count();
    }

    private static double asked(Harness gateway) {
        String count = Soon.metric(gateway, "penstock_store_operations_total{operation=\"run\",outcome=\"ok\",}");
        return count.equals("none") ? 0 : Double.parseDouble(count);
    }

    @Test
    void fiveHundredAtOnceTakeExactlyWhatIsThere() {
        assertThat(passing("/exact", 500)).isEqualTo(60);
    }

    @Test
    void aRequestThatOneLimitRefusesTakesFromNone() {
        assertThat(statuses("/many", 6)).containsExactly(200, 200, 200, 200, 200, 429);
        HttpResponse<String> refused = get(two, "/many");
        assertThat(field(refused, "ratelimit")).matches("\"burst\";r=0;t=10, \"daily\";r=3;t=5\\d{4}");
        assertThat(field(refused, "ratelimit-policy")).isEqualTo("\"burst\";q=5;w=10, \"daily\";q=8;w=86400");
        assertThat(refused.body()).contains("\"violated-policies\":[\"burst\"]");
        assertThat(field(refused, "retry-after")).isIn("1", "2");
    }

    @Test
    void aCostIsTakenWholeOrNotAtAll() {
        assertThat(statuses("/cost", 4)).containsExactly(200, 200, 429, 429);
        assertThat(field(get(one, "/cost"), "ratelimit")).startsWith("\"units\";r=2;");
    }

    @Test
    void anAnswerSaysWhatItCosts() {
        assertThat(field(get(one, "/metered"), "ratelimit")).startsWith("\"units\";r=2;");
        HttpResponse<String> beyond = get(two, "/metered");
        assertThat(beyond.statusCode()).isEqualTo(200);
        assertThat(field(beyond, "ratelimit")).startsWith("\"units\";r=0;");
        assertThat(statuses("/metered", 2)).containsExactly(429, 429);
    }

    @Test
    void eachTierHasItsCount() {
        assertThat(statuses("/tiers", 4, "x-tier", "gold")).containsExactly(200, 200, 200, 429);
        assertThat(statuses("/tiers", 2)).containsExactly(200, 429);
    }

    @Test
    void aPolicyOfTwoRoutesIsOneCount() {
        assertThat(List.of(
                        get(one, "/policy-a").statusCode(),
                        get(two, "/policy-b").statusCode(),
                        get(one, "/policy-b").statusCode(),
                        get(two, "/policy-a").statusCode()))
                .containsExactly(200, 200, 200, 429);
    }

    @Test
    void aLocalCountIsNotShared() {
        assertThat(statuses("/own", 8)).containsExactly(200, 200, 200, 200, 200, 200, 429, 429);
        assertThat(REDIS.keys()).isEmpty();
    }

    @Test
    void windowsOfTheCalendarAreShared() {
        assertThat(statuses("/calendar", 4)).containsExactly(200, 200, 200, 429);
        HttpResponse<String> refused = get(one, "/calendar");
        assertThat(refused.body()).contains("\"violated-policies\":[\"daily\"]");
        assertThat(field(refused, "ratelimit")).matches("\"daily\";r=0;t=\\d+, \"monthly\";r=17;t=\\d+");
    }

    @Test
    void keysAreNamedByTheApiExpireAndTellNothing() {
        for (String path : List.of("/exact", "/large", "/many", "/cost", "/metered", "/tiers", "/calendar")) {
            for (int i = 0; i < 3; i++) {
                get(i % 2 == 0 ? one : two, path, "x-user", SECRET);
            }
        }
        assertThat(REDIS.keys()).hasSize(7).allSatisfy(key -> {
            assertThat(key).matches("penstock:shop:quota:[A-Za-z0-9_-]{43}");
            assertThat((Long) REDIS.say("PTTL", key)).isPositive();
            assertThat(REDIS.say("HGETALL", key).toString()).doesNotContain(SECRET);
        });
    }

    @Test
    void aReloadKeepsCountsAndAChangedLimitStartsAnew() {
        assertThat(statuses("/changing", 5)).containsExactly(200, 200, 200, 200, 429);
        one.reload("shop.yaml", file("9/1h"));
        try {
            assertThat(field(get(one, "/changing"), "ratelimit"))
                    .matches("\"stays\";r=0;t=\\d+, \"changes\";r=8;t=\\d+");
            assertThat(get(one, "/changing").body()).contains("\"violated-policies\":[\"stays\"]");
        } finally {
            one.reload("shop.yaml", file("4/1h"));
        }
    }

    @Test
    void aGatewayThatBeginsAnewFindsItsCounts() {
        assertThat(statuses("/cost", 3)).containsExactly(200, 200, 429);
        try (Harness third = gateway(file("4/1h"))) {
            BooleanSupplier isUp = () -> Soon.metric(third, "penstock_store_up").equals("1.0");
            assertThat(Soon.until(Duration.ofSeconds(5), isUp::getAsBoolean, up -> up))
                    .isTrue();
            assertThat(get(third, "/cost").statusCode()).isEqualTo(429);
        }
    }

    @Test
    void aLargeLimitIsLeasedExactAndGivenBack() {
        double before = asked(one) + asked(two);
        int requests = 2000;
        for (int i = 0; i < requests; i += 20) {
            assertThat(passing("/large", 20)).isEqualTo(20);
        }
        double asked = asked(one) + asked(two) - before;
        assertThat(asked).as("round trips for %d requests", requests).isLessThan(requests / 4.0);
        one.advance(Duration.ofSeconds(2));
        two.advance(Duration.ofSeconds(2));
        String key = REDIS.keys().get(0);
        String left = ((List<?>) REDIS.say("HVALS", key)).get(0).toString().replaceFirst(" .*", "");
        // 20000 an hour are 5.6 a second.
        assertThat(Integer.parseInt(left)).isBetween(20_000 - requests, 20_000 - requests + 200);
    }

    @Test
    void theLastOfALeasedLimitAreNotGivenTwice() {
        int taken = 0;
        for (int i = 0; i < 45; i++) {
            taken += (int) passing("/large", 500);
        }
        // What comes back while it runs, and what is not given back in time.
        assertThat(taken).isBetween(20_000 - 400, 20_000 + 400);
    }

    @Test
    void fieldsOfALeasedLimitCountDown() {
        List<Integer> left = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            left.add(Integer.parseInt(field(get(one, "/large"), "ratelimit").replaceAll(".*;r=(\\d+);.*", "$1")));
        }
        assertThat(left.get(0)).isEqualTo(19_999);
        for (int i = 1; i < left.size(); i++) {
            assertThat(left.get(i)).isBetween(left.get(0) - i, left.get(0) - i + 10);
        }
    }
}
