package dev.penstock.plugins.auth.key;

import static dev.penstock.plugins.auth.Office.ACME;
import static dev.penstock.plugins.auth.Office.BETA;
import static dev.penstock.plugins.auth.Office.GONE;
import static dev.penstock.plugins.auth.Office.challenges;
import static dev.penstock.plugins.auth.Office.member;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.plugins.auth.Office;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ApiKeyRouteTest {
    private static Office office;

    @BeforeAll
    static void start() {
        String says = "\nheaders: {request: {set: {x-consumer: \"${auth.consumer}\", x-tier: \"${auth.tier}\","
                + " x-scopes: \"${auth.scopes}\"}}}";
        office = new Office(
                "who", "api-key: {consumers: data/people.yaml}" + says,
                "plain", "api-key: {consumers: data/people.yaml}",
                "forward", "api-key: {consumers: data/people.yaml, forward: true}",
                "optional", "api-key: {consumers: data/people.yaml, optional: true}",
                "bearer", "api-key: {consumers: data/people.yaml, in: {header: authorization, scheme: Bearer}}",
                "cookie", "api-key: {consumers: data/people.yaml, in: {cookie: key}}",
                "query", "api-key: {consumers: data/people.yaml, in: {query: k}}",
                "twice", "api-key: {consumers: data/people.yaml}\napi-key: {consumers: data/people.yaml, name: again}");
    }

    @AfterAll
    static void stop() {
        office.close();
    }

    @Test
    void aKeySaysWhoIsCallingAndGoesNoFurther() {
        assertThat(office.get("/who/1", "X-Api-Key", ACME).statusCode()).isEqualTo(200);
        assertThat(office.last().headers().get("x-consumer")).isEqualTo("acme");
        assertThat(office.last().headers().get("x-tier")).isEqualTo("gold");
        assertThat(office.last().headers().get("x-scopes")).isEqualTo("[\"read\",\"write\"]");
        assertThat(office.last().headers().contains("x-api-key")).isFalse();
        assertThat(office.get("/plain/1", "x-api-key", "acme-second-0123456789").statusCode())
                .isEqualTo(200);
    }

    @Test
    void aKeyMayBeKnownByItsDigestAlone() {
        assertThat(office.get("/who/1", "x-api-key", BETA).statusCode()).isEqualTo(200);
        assertThat(office.last().headers().get("x-consumer")).isEqualTo("beta");
        assertThat(office.get("/plain/1", "x-api-key", "sha256:" + Office.sha256(BETA))
                        .statusCode())
                .isEqualTo(401);
        assertThat(office.get("/plain/1", "x-api-key", Office.sha256(BETA)).statusCode())
                .isEqualTo(401);
    }

    @Test
    void aMissingKeyAndABadOneAreToldApartAndNothingElseIs() {
        HttpResponse<String> missing = office.get("/plain/1");
        assertThat(missing.statusCode()).isEqualTo(401);
        assertThat(challenges(missing)).containsExactly("ApiKey");
        assertThat(member(missing, "detail")).isEqualTo("expected an API key, found none");
        assertThat(member(missing, "step")).isEqualTo("api-key");
        HttpResponse<String> unknown = office.get("/plain/1", "x-api-key", "nope");
        HttpResponse<String> expired = office.get("/plain/1", "x-api-key", GONE);
        for (HttpResponse<String> bad : List.of(unknown, expired)) {
            assertThat(bad.statusCode()).isEqualTo(401);
            assertThat(challenges(bad)).containsExactly("ApiKey");
            assertThat(member(bad, "detail")).isEqualTo("the API key is not valid");
        }
        assertThat(challenges(office.get("/bearer/1"))).containsExactly("Bearer");
    }

    @Test
    void optionalLetsNoKeyPassAndNoBadOne() {
        assertThat(office.get("/optional/1").statusCode()).isEqualTo(200);
        assertThat(office.get("/optional/1", "x-api-key", "nope").statusCode()).isEqualTo(401);
        assertThat(office.get("/optional/1", "x-api-key", GONE).statusCode()).isEqualTo(401);
    }

    @Test
    void aKeyGoesOnWhereTheFileSaysSo() {
        assertThat(office.get("/forward/1", "x-api-key", ACME).statusCode()).isEqualTo(200);
        assertThat(office.last().headers().get("x-api-key")).isEqualTo(ACME);
    }

    @Test
    void theKeyIsReadWhereTheFileSaysAndTakenFromThereAlone() {
        assertThat(office.get("/bearer/1", "authorization", "bearer " + ACME).statusCode())
                .isEqualTo(200);
        assertThat(office.last().headers().contains("authorization")).isFalse();
        assertThat(office.get("/cookie/1", "cookie", "a=1; key=" + ACME).statusCode())
                .isEqualTo(200);
        assertThat(office.last().headers().get("cookie")).isEqualTo("a=1");
        assertThat(office.get("/query/1?a=1&k=%61" + ACME.substring(1)).statusCode())
                .isEqualTo(200);
        assertThat(office.last().target()).isEqualTo("/query/1?a=1");
        for (String route : List.of("bearer", "cookie", "query")) {
            assertThat(office.get("/" + route + "/1", "x-api-key", ACME).statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void aSecondStepFindsTheKeyThatTheFirstTookAway() {
        assertThat(office.get("/twice/1", "x-api-key", ACME).statusCode()).isEqualTo(200);
    }

    static Stream<String> oddities() {
        return Stream.of(
                        ACME + "x",
                        ACME.substring(0, ACME.length() - 1),
                        ACME.toUpperCase(java.util.Locale.ROOT),
                        ACME + ",",
                        ACME + ", " + ACME,
                        ACME + " " + BETA,
                        ACME + "\t" + BETA,
                        "\"" + ACME + "\"",
                        "Bearer " + ACME,
                        "ApiKey " + ACME,
                        "%61" + ACME.substring(1),
                        ACME + "%00",
                        ACME + "\u00a0",
                        ACME.replace('a', '\u00e0'),
                        "*",
                        "' or '1'='1",
                        "null",
                        "consumers",
                        "acme",
                        "sha256:",
                        "${env:PATH}",
                        "0",
                        "x".repeat(8_000))
                .map(key -> "X-Api-Key: " + key);
    }

    @ParameterizedTest
    @MethodSource("oddities")
    void whatIsNoKeyIsNeverLetIn(String field) throws IOException {
        int seen = office.seen();
        String answer =
                office.gateway().raw("GET /plain/1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + field + "\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 401 ").containsIgnoringCase("www-authenticate: ApiKey");
        assertThat(office.seen()).isEqualTo(seen);
    }

    @Test
    void twoKeysAreNone() throws IOException {
        for (String pair :
                List.of(ACME + "\r\nX-Api-Key: " + ACME, ACME + "\r\nx-api-key: nope", "nope\r\nX-API-KEY: " + ACME)) {
            assertThat(office.gateway()
                            .raw("GET /optional/1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Api-Key: " + pair
                                    + "\r\n\r\n"))
                    .startsWith("HTTP/1.1 401 ");
        }
        assertThat(office.get("/query/1?k=" + ACME + "&k=" + ACME).statusCode()).isEqualTo(401);
        assertThat(office.get("/query/1?k=").statusCode()).isEqualTo(401);
        assertThat(office.get("/cookie/1", "cookie", "key=" + ACME + "; key=nope")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void aKeyEndsWithItsTimeByTheGatewaysClock() {
        try (Office other = new Office("plain", "api-key: {consumers: data/people.yaml}")) {
            Instant now = other.gateway().gateway().clock().instant();
            Instant soon = now.plusSeconds(90);
            other.gateway()
                    .reload(
                            "data/people.yaml",
                            "consumers: [{name: a, keys: one-key, expires: \"" + soon
                                    + "\"}, {name: b, keys: other-key," + " expires: "
                                    + now.atOffset(ZoneOffset.UTC).toLocalDate().plusDays(2) + "}]");
            assertThat(other.get("/plain/1", "x-api-key", "one-key").statusCode())
                    .isEqualTo(200);
            other.gateway().advance(Duration.ofSeconds(91));
            assertThat(other.get("/plain/1", "x-api-key", "one-key").statusCode())
                    .isEqualTo(401);
            assertThat(other.get("/plain/1", "x-api-key", "other-key").statusCode())
                    .isEqualTo(200);
            other.gateway().advance(Duration.ofDays(2));
            assertThat(other.get("/plain/1", "x-api-key", "other-key").statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void aChangedFileIsLiveAndABrokenOneKeepsTheLastGood() {
        try (Office other = new Office("plain", "api-key: {consumers: data/people.yaml}")) {
            assertThat(other.gateway().reload("data/people.yaml", "consumers: [{name: new, keys: new-key}]"))
                    .isEmpty();
            assertThat(other.get("/plain/1", "x-api-key", "new-key").statusCode())
                    .isEqualTo(200);
            assertThat(other.get("/plain/1", "x-api-key", ACME).statusCode()).isEqualTo(401);
            for (String broken : List.of(
                    "consumers: [{name: half, keys: [\"half-key",
                    "consumers: [{name: x, keys: half-key, tire: gold}]",
                    "")) {
                assertThat(other.gateway().reload("data/people.yaml", broken)).hasSize(1);
                assertThat(other.get("/plain/1", "x-api-key", "new-key").statusCode())
                        .isEqualTo(200);
                assertThat(other.get("/plain/1", "x-api-key", "half-key").statusCode())
                        .isEqualTo(401);
            }
            assertThat(other.gateway().reload("data/people.yaml", "consumers: [{name: y, keys: last-key}]"))
                    .isEmpty();
            assertThat(other.get("/plain/1", "x-api-key", "last-key").statusCode())
                    .isEqualTo(200);
        }
    }
}
