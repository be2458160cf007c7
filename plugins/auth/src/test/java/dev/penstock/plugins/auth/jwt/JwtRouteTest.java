package dev.penstock.plugins.auth.jwt;

import static dev.penstock.plugins.auth.jwt.Shop.ask;
import static dev.penstock.plugins.auth.jwt.Shop.challenges;
import static dev.penstock.plugins.auth.jwt.Shop.last;
import static dev.penstock.plugins.auth.jwt.Shop.member;
import static dev.penstock.plugins.auth.jwt.Shop.token;
import static dev.penstock.plugins.auth.jwt.Shop.trusting;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JwtRouteTest {
    private static final String SECRET = "a secret of thirty-two bytes, at least";

    private final MockServer backend = Shop.backend();
    private final Harness gateway = Harness.on(
                    "shop.yaml",
                    Shop.file(
                            backend,
                            "guarded",
                            trusting("keys.json", "claims: {x-user: sub, x-tenant: tenant}"),
                            "scoped",
                            trusting("keys.json", "scopes: {all: [read, write], any: [a, b]}"),
                            "optional",
                            trusting("keys.json", "claims: {x-user: sub}", "optional: true"),
                            "forwarded",
                            trusting("keys.json", "forward: true"),
                            "cookie",
                            trusting("keys.json", "in: {cookie: sid}"),
                            "query",
                            trusting("keys.json", "in: {query: token}"),
                            "header",
                            trusting("keys.json", "in: {header: X-Token}"),
                            "other-scheme",
                            trusting("keys.json", "in: {header: authorization, scheme: Token}"),
                            "secret",
                            "{secret: \"" + SECRET + "\"}"))
            .file("keys.json", Mint.set(Mint.RSA, Mint.EC).toString())
            .start();

    @AfterEach
    void stop() {
        gateway.close();
        backend.close();
    }

    private void assertRefused(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(challenges(answer)).containsExactly("Bearer error=\"invalid_token\"");
        assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
        assertThat(member(answer, "step")).isEqualTo("jwt");
        assertThat(member(answer, "detail")).isEqualTo("the token is not valid");
    }

    @Test
    void aGoodTokenPassesItsClaimsGoUpAndTheTokenDoesNot() {
        HttpResponse<String> answer = gateway.get(
                "/guarded", "authorization", "Bearer " + token(Mint.RSA), "X-User", "root", "x-tenant", "evil");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(last(backend).headers().getAll("x-user")).containsExactly("ann");
        assertThat(last(backend).headers().contains("x-tenant")).isFalse();
        assertThat(last(backend).headers().contains("authorization")).isFalse();
    }

    @Test
    void aTokenByAnEllipticCurvePassesToo() {
        String token = Mint.token(JWSAlgorithm.ES256, Mint.EC, Shop.GOOD);
        assertThat(ask(gateway, "/guarded", token).statusCode()).isEqualTo(200);
    }

    @Test
    void eachBadTokenIs401AndGoesNoFurther() {
        String none = token(Mint.RSA);
        for (String bad : List.of(
                token(Mint.OTHER_RSA),
                token(Mint.RSA, "exp", 1_000_000_000L),
                token(Mint.RSA, "exp", null),
                token(Mint.RSA, "aud", "other"),
                token(Mint.RSA, "iss", "https://evil.test"),
                token(Mint.ROTATED),
                Mint.token(JWSAlgorithm.RS512, Mint.RSA, Shop.GOOD),
                Mint.token(Map.of("alg", "RS256", "kid", "r1", "crit", List.of("x"), "x", 1), Mint.RSA, Shop.GOOD),
                Mint.token(
                        Map.of(
                                "alg",
                                "RS256",
                                "jwk",
                                Mint.OTHER_RSA.toPublicJWK().toJSONObject()),
                        Mint.OTHER_RSA,
                        Shop.GOOD),
                none.substring(0, none.lastIndexOf('.') + 1),
                "x",
                "")) {
            assertRefused(ask(gateway, "/guarded", bad));
        }
        assertThat(backend.calls()).isEmpty();
    }

    @Test
    void aMissingTokenIsToldApartFromABadOne() {
        HttpResponse<String> answer = gateway.get("/guarded");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(challenges(answer)).containsExactly("Bearer");
        assertThat(member(answer, "route")).isEqualTo("shop/guarded");
        assertThat(challenges(gateway.get("/guarded", "authorization", "Basic YTpi")))
                .containsExactly("Bearer");
    }

    @Test
    void twoTokensAreNone() throws IOException {
        String line = "Authorization: Bearer " + token(Mint.RSA) + "\r\n";
        String answer = gateway.raw("GET /guarded HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + line + line + "\r\n");
        assertThat(answer).startsWith("HTTP/1.1 401 ");
        assertThat(gateway.get("/query?token=" + token(Mint.RSA) + "&token=x").statusCode())
                .isEqualTo(401);
        assertThat(backend.calls()).isEmpty();
    }

    @Test
    void scopesThatAreMissingAre403() {
        HttpResponse<String> answer = ask(gateway, "/scoped", token(Mint.RSA, "scope", "read a"));
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(challenges(answer)).containsExactly("Bearer error=\"insufficient_scope\", scope=\"read write a b\"");
        assertThat(ask(gateway, "/scoped", token(Mint.RSA, "scope", "read write"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(ask(gateway, "/scoped", token(Mint.RSA, "scope", "write read b"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(ask(gateway, "/scoped", token(Mint.RSA, "scp", List.of("read", "write", "a")))
                        .statusCode())
                .isEqualTo(200);
        assertThat(ask(gateway, "/scoped", token(Mint.OTHER_RSA, "scope", "read"))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void anOptionalTokenMayBeMissingButNotBad() {
        assertThat(gateway.get("/optional", "x-user", "root").statusCode()).isEqualTo(200);
        assertThat(last(backend).headers().contains("x-user")).isFalse();
        assertThat(ask(gateway, "/optional", token(Mint.RSA)).statusCode()).isEqualTo(200);
        assertThat(last(backend).header("x-user")).isEqualTo("ann");
        assertRefused(ask(gateway, "/optional", token(Mint.OTHER_RSA)));
    }

    @Test
    void aCredentialThatNoStepTookPassesThrough() {
        assertThat(gateway.get("/optional", "authorization", "Basic YTpi").statusCode())
                .isEqualTo(200);
        assertThat(last(backend).header("authorization")).isEqualTo("Basic YTpi");
    }

    @Test
    void aTokenGoesUpWhereTheStepSaysSo() {
        String token = token(Mint.RSA);
        assertThat(ask(gateway, "/forwarded", token).statusCode()).isEqualTo(200);
        assertThat(last(backend).header("authorization")).isEqualTo("Bearer " + token);
    }

    @Test
    void aTokenIsFoundWhereTheStepSaysAndTakenAwayThere() {
        String token = token(Mint.RSA);
        assertThat(gateway.get("/cookie", "cookie", "a=1; sid=" + token).statusCode())
                .isEqualTo(200);
        assertThat(last(backend).header("cookie")).isEqualTo("a=1");
        assertThat(gateway.get("/query?a=%20b&token=" + token + "&c").statusCode())
                .isEqualTo(200);
        assertThat(last(backend).target()).isEqualTo("/query?a=%20b&c");
        assertThat(gateway.get("/header", "x-token", token).statusCode()).isEqualTo(200);
        assertThat(last(backend).headers().contains("x-token")).isFalse();
        assertRefused(gateway.get("/header", "x-token", "Bearer " + token));
        assertThat(ask(gateway, "/cookie", token).statusCode()).isEqualTo(401);
        assertThat(challenges(ask(gateway, "/other-scheme", token))).containsExactly("Token");
        assertThat(gateway.get("/other-scheme", "authorization", "Token " + token)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aSharedSecretVerifiesHs256Alone() {
        OctetSequenceKey key = new OctetSequenceKey.Builder(SECRET.getBytes(StandardCharsets.UTF_8))
                .keyID("s")
                .build();
        OctetSequenceKey other = new OctetSequenceKey.Builder(
                        SECRET.toUpperCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8))
                .keyID("s")
                .build();
        assertThat(ask(gateway, "/secret", Mint.token(JWSAlgorithm.HS256, key, Shop.GOOD))
                        .statusCode())
                .isEqualTo(200);
        assertRefused(ask(gateway, "/secret", Mint.token(JWSAlgorithm.HS256, other, Shop.GOOD)));
        assertRefused(ask(gateway, "/secret", token(Mint.RSA)));
    }

    @Test
    void aTokenThatWasAcceptedIsRefusedOnceItHasExpired() {
        String token = gateway.token("shop", "guarded", Map.of("sub", "bob"));
        for (int i = 0; i < 3; i++) {
            assertThat(ask(gateway, "/guarded", token).statusCode()).isEqualTo(200);
            assertThat(last(backend).header("x-user")).isEqualTo("bob");
        }
        gateway.advance(Duration.ofSeconds(310));
        assertThat(ask(gateway, "/guarded", token).statusCode()).isEqualTo(200);
        gateway.advance(Duration.ofSeconds(20));
        assertRefused(ask(gateway, "/guarded", token));
    }

    @Test
    void whatATestStatesWinsInItsTokens() {
        String foreign = gateway.token("shop", "guarded", Map.of("aud", "other"));
        assertRefused(ask(gateway, "/guarded", foreign));
        String scoped = gateway.token("shop", "scoped", Map.of("scope", "read write a"));
        assertThat(ask(gateway, "/scoped", scoped).statusCode()).isEqualTo(200);
        String secret = gateway.token("shop", "secret", Map.of());
        assertThat(ask(gateway, "/secret", secret).statusCode()).isEqualTo(200);
    }

    @Test
    void aKeyFileThatChangesMakesOtherTokensGood() {
        assertThat(ask(gateway, "/guarded", token(Mint.RSA)).statusCode()).isEqualTo(200);
        gateway.reload("keys.json", Mint.set(Mint.ROTATED).toString());
        assertRefused(ask(gateway, "/guarded", token(Mint.RSA)));
        assertThat(ask(gateway, "/guarded", token(Mint.ROTATED)).statusCode()).isEqualTo(200);
        gateway.reload("keys.json", "{\"keys\":");
        assertThat(ask(gateway, "/guarded", token(Mint.ROTATED)).statusCode()).isEqualTo(200);
    }
}
