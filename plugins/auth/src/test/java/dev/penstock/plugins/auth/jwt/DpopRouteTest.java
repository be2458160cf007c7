package dev.penstock.plugins.auth.jwt;

import static dev.penstock.plugins.auth.jwt.Shop.challenges;
import static dev.penstock.plugins.auth.jwt.Shop.last;
import static dev.penstock.plugins.auth.jwt.Shop.token;
import static dev.penstock.plugins.auth.jwt.Shop.trusting;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockServer;
import dev.penstock.sdk.Json;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9449, on the wire. */
class DpopRouteTest {
    private static final JWK KEY = Mint.EC;
    private static final JWK OTHER = Mint.OTHER_EC;
    private static final String ALGS = "algs=\"RS256 RS384 RS512 PS256 PS384 PS512 ES256 ES384 ES512 EdDSA Ed25519\"";

    private static MockServer backend;
    private static Harness gateway;
    private static String bound;

    @BeforeAll
    static void start() {
        backend = Shop.backend();
        gateway = Harness.on(
                        "shop.yaml",
                        Shop.file(
                                        backend,
                                        "allowed",
                                        trusting("keys.json", "dpop: allowed"),
                                        "required",
                                        trusting("keys.json", "dpop: required"),
                                        "none",
                                        trusting("keys.json"),
                                        "scoped",
                                        trusting("keys.json", "dpop: required", "scopes: {all: read}"),
                                        "bare",
                                        trusting("keys.json", "dpop: allowed", "in: {header: x-token}"),
                                        "forwarded",
                                        trusting("keys.json", "dpop: allowed", "forward: true"))
                                + "  - {name: twice, match: GET /twice, steps: [{jwt: "
                                + trusting("keys.json", "dpop: allowed") + "}, {jwt: "
                                + trusting("keys.json", "dpop: required") + "}, {upstream: shop}]}\n")
                .file("keys.json", Mint.set(Mint.RSA).toString())
                .withoutTestTokens()
                .start();
        bound = token(Mint.RSA, "cnf", Map.of("jkt", Proofs.thumbprint(KEY)));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        backend.close();
    }

    private static Proofs proofs(String path) {
        return Proofs.of(KEY, gateway.uri() + path, bound);
    }

    private static HttpResponse<String> ask(String path, String scheme, String token, String proof) {
        return gateway.get(path, "authorization", scheme + " " + token, "dpop", proof);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/allowed", "/required", "/bare", "/twice"})
    void aBoundTokenPassesWithItsProofAndNeitherGoesUp(String path) {
        String proof = proofs(path).with();
        HttpResponse<String> answer = path.equals("/bare")
                ? gateway.get(path, "x-token", bound, "dpop", proof)
                : ask(path, "DPoP", bound, proof);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(last(backend).headers().contains("dpop")).isFalse();
        assertThat(last(backend).headers().contains("authorization")).isFalse();
    }

    @Test
    void theProofGoesUpWithItsTokenWhereTheStepSaysSo() {
        String proof = proofs("/forwarded").with();
        assertThat(ask("/forwarded", "dpop", bound, proof).statusCode()).isEqualTo(200);
        assertThat(last(backend).header("dpop")).isEqualTo(proof);
    }

    @Test
    void everyKindOfKeyPairMayMakeProofs() throws Exception {
        Ed25519Signer ed = new Ed25519Signer("x");
        assertThat(SigningAlgorithm.all()).hasSize(11);
        for (Map.Entry<String, JWK> kind : Map.of(
                        "RS256", (JWK) Mint.ROTATED, "PS512", Mint.ROTATED, "ES384", Mint.EC_384)
                .entrySet()) {
            String token = token(Mint.RSA, "cnf", Map.of("jkt", Proofs.thumbprint(kind.getValue())));
            Proofs proofs = new Proofs(kind.getValue(), kind.getKey(), "GET", gateway.uri() + "/required", token);
            assertThat(ask("/required", "DPoP", token, proofs.with()).statusCode())
                    .as(kind.getKey())
                    .isEqualTo(200);
        }
        String token = token(Mint.RSA, "cnf", Map.of("jkt", Proofs.thumbprint(ed.jwk())));
        Proofs proofs = new Proofs(ed.jwk(), "EdDSA", "GET", gateway.uri() + "/required", token);
        assertThat(ask("/required", "DPoP", token, Mint.token(proofs.header(), ed, proofs.claims()))
                        .statusCode())
                .isEqualTo(200);
    }

    static Stream<Arguments> targets() {
        String host = gateway.uri().getAuthority();
        return Stream.of(
                Arguments.of("as it is", "http://" + host + "/allowed", "/allowed"),
                Arguments.of("in other case", "HTTP://" + host + "/allowed", "/allowed"),
                Arguments.of("with a query", "http://" + host + "/allowed?q=1#f", "/allowed"),
                Arguments.of("of a request with a query", "http://" + host + "/allowed", "/allowed?q=1"),
                Arguments.of("with an escape too many", "http://" + host + "/%61llow%65d", "/allowed"),
                Arguments.of("of a request with an escape too many", "http://" + host + "/allowed", "/%61llowed"),
                Arguments.of("with dots", "http://" + host + "/x/.././allowed", "/allowed"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("targets")
    void aTargetIsComparedInItsNormalForm(String what, String uri, String path) {
        String proof = proofs("/allowed").with("htu", uri);
        assertThat(ask(path, "DPoP", bound, proof).statusCode()).as(what).isEqualTo(200);
    }

    static Stream<Arguments> hostile() {
        Proofs good = proofs("/allowed");
        Proofs others = Proofs.of(OTHER, gateway.uri() + "/allowed", bound);
        long now = Instant.now().getEpochSecond();
        String text = good.with();
        String[] parts = text.split("\\.", -1);
        JWK secret = new OctetSequenceKey.Builder(new byte[32]).build();
        return Stream.of(
                Arguments.of("empty", ""),
                Arguments.of("no token", "x"),
                Arguments.of("two with a comma", text + "," + good.with()),
                Arguments.of("an access token", bound),
                Arguments.of("typ JWT", good.withHeader("typ", "JWT")),
                Arguments.of("no typ", good.withHeader("typ", null)),
                Arguments.of("alg none", parts[0].isEmpty() ? "" : none(good) + "." + parts[1] + "."),
                Arguments.of(
                        "alg HS256", Mint.token(Mint.claims(good.header(), "alg", "HS256"), secret, good.claims())),
                Arguments.of("an algorithm of another key", good.withHeader("alg", "ES256", "jwk", rsa())),
                Arguments.of("no jwk", good.withHeader("jwk", null)),
                Arguments.of("a private jwk", good.withHeader("jwk", KEY.toJSONObject())),
                Arguments.of("a symmetric jwk", good.withHeader("jwk", Map.of("kty", "oct", "k", "AAAA"))),
                Arguments.of("a jwk that is a text", good.withHeader("jwk", "x")),
                Arguments.of("crit", good.withHeader("crit", List.of("jwk"))),
                Arguments.of("another key", others.with()),
                Arguments.of("another key's signature", Mint.token(good.header(), OTHER, good.claims())),
                Arguments.of("no signature", parts[0] + "." + parts[1] + "."),
                Arguments.of("a changed payload", parts[0] + "." + good.with().split("\\.", -1)[1] + "." + parts[2]),
                Arguments.of("no htm", good.with("htm", null)),
                Arguments.of("another htm", good.with("htm", "POST")),
                Arguments.of("htm in other case", good.with("htm", "get")),
                Arguments.of("no htu", good.with("htu", null)),
                Arguments.of("htu of another path", good.with("htu", gateway.uri() + "/required")),
                Arguments.of("htu with a slash more", good.with("htu", gateway.uri() + "/allowed/")),
                Arguments.of("htu of another host", good.with("htu", "http://evil.test/allowed")),
                Arguments.of("htu of another port", good.with("htu", "http://127.0.0.1:1/allowed")),
                Arguments.of(
                        "htu of another scheme",
                        good.with("htu", gateway.uri().toString().replace("http:", "https:") + "/allowed")),
                Arguments.of(
                        "htu with a user",
                        good.with("htu", "http://x@" + gateway.uri().getAuthority() + "/allowed")),
                Arguments.of("htu as a path", good.with("htu", "/allowed")),
                Arguments.of("htu as a list", good.with("htu", List.of(gateway.uri() + "/allowed"))),
                Arguments.of("no iat", good.with("iat", null)),
                Arguments.of("iat as a text", good.with("iat", String.valueOf(now))),
                Arguments.of("an old iat", good.with("iat", now - 63)),
                Arguments.of("an iat ahead", good.with("iat", now + 63)),
                Arguments.of("an iat in milliseconds", good.with("iat", now * 1000)),
                Arguments.of("no jti", good.with("jti", null)),
                Arguments.of("an empty jti", good.with("jti", "")),
                Arguments.of("jti as a number", good.with("jti", 7)),
                Arguments.of("no ath", good.with("ath", null)),
                Arguments.of("ath of another token", good.with("ath", Proofs.hash(token(Mint.RSA)))),
                Arguments.of("jti twice", twice(good)));
    }

    private static Map<String, Object> rsa() {
        return Mint.ROTATED.toPublicJWK().toJSONObject();
    }

    private static String none(Proofs good) {
        return Mint.part(Json.write(Mint.claims(good.header(), "alg", "none")));
    }

    private static String twice(Proofs good) {
        String claims = Json.write(good.claims()).toString().replaceFirst("\\{", "{\"jti\":\"x\",");
        String signed = Mint.part(Json.write(good.header())) + "." + Mint.part(Buffer.buffer(claims));
        return signed + "." + Mint.sign(JWSAlgorithm.ES256, KEY, signed);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void aBadProofIsRefused(String what, String proof) {
        backend.forget();
        try (Heard log = new Heard()) {
            HttpResponse<String> answer = ask("/allowed", "DPoP", bound, proof);
            assertThat(answer.statusCode()).as(what).isEqualTo(401);
            assertThat(challenges(answer)).containsExactly("DPoP error=\"invalid_dpop_proof\", " + ALGS);
            assertThat(backend.calls()).isEmpty();
            assertThat(log.lines())
                    .hasSize(1)
                    .noneMatch(line ->
                            line.contains("evil") || line.contains(gateway.uri().getAuthority()));
        }
    }

    @Test
    void aProofIsTakenOnce() {
        String proof = proofs("/allowed").with();
        assertThat(ask("/allowed", "DPoP", bound, proof).statusCode()).isEqualTo(200);
        HttpResponse<String> again = ask("/allowed", "DPoP", bound, proof);
        assertThat(again.statusCode()).isEqualTo(401);
        assertThat(challenges(again)).containsExactly("DPoP error=\"invalid_dpop_proof\", " + ALGS);
        // The same jti in a proof that is otherwise another.
        String first = proofs("/allowed").with("jti", "once");
        assertThat(ask("/allowed", "DPoP", bound, first).statusCode()).isEqualTo(200);
        assertThat(ask("/required", "DPoP", bound, proofs("/required").with("jti", "once"))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void severalProofsOrNoneAreNotOne() throws IOException {
        String line = "DPoP: " + proofs("/allowed").with() + "\r\n";
        String request = "GET /allowed HTTP/1.1\r\nHost: " + gateway.uri().getAuthority()
                + "\r\nConnection: close\r\nAuthorization: DPoP " + bound + "\r\n";
        assertThat(gateway.raw(request + line + "\r\n")).startsWith("HTTP/1.1 200 ");
        assertThat(gateway.raw(request + line + line + "\r\n")).startsWith("HTTP/1.1 401 ");
        assertThat(gateway.raw(request + "\r\n")).startsWith("HTTP/1.1 401 ");
    }

    @Test
    void aBoundTokenIsNoBearerToken() {
        HttpResponse<String> answer =
                ask("/allowed", "Bearer", bound, proofs("/allowed").with());
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(challenges(answer)).containsExactly("Bearer error=\"invalid_token\"", "DPoP " + ALGS);
        HttpResponse<String> none =
                ask("/none", "Bearer", bound, proofs("/none").with());
        assertThat(none.statusCode()).isEqualTo(401);
        assertThat(challenges(none)).containsExactly("Bearer error=\"invalid_token\"");
        HttpResponse<String> unread =
                ask("/none", "DPoP", bound, proofs("/none").with());
        assertThat(challenges(unread)).containsExactly("Bearer");
    }

    @Test
    void aTokenThatIsNotBoundIsABearerTokenAndNoOther() {
        String free = token(Mint.RSA);
        assertThat(gateway.get("/allowed", "authorization", "Bearer " + free).statusCode())
                .isEqualTo(200);
        Proofs proofs = Proofs.of(KEY, gateway.uri() + "/allowed", free);
        HttpResponse<String> dressed = ask("/allowed", "DPoP", free, proofs.with());
        assertThat(dressed.statusCode()).isEqualTo(401);
        assertThat(challenges(dressed)).containsExactly("DPoP error=\"invalid_token\", " + ALGS);
        HttpResponse<String> plain = gateway.get("/required", "authorization", "Bearer " + free);
        assertThat(plain.statusCode()).isEqualTo(401);
        assertThat(challenges(plain)).containsExactly("DPoP error=\"invalid_token\", " + ALGS);
    }

    @Test
    void whoSendsNothingHearsWhatWouldDo() {
        assertThat(challenges(gateway.get("/allowed"))).containsExactly("Bearer", "DPoP " + ALGS);
        assertThat(challenges(gateway.get("/required"))).containsExactly("DPoP " + ALGS);
    }

    @Test
    void scopesThatAreMissingAreSaidInTheSchemeOfTheToken() {
        HttpResponse<String> answer =
                ask("/scoped", "DPoP", bound, proofs("/scoped").with());
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(challenges(answer)).containsExactly("DPoP error=\"insufficient_scope\", scope=\"read\", " + ALGS);
    }

    @Test
    void aTokenThatIsRefusedIsToldApartFromItsProof() {
        String forged = token(Mint.OTHER_RSA, "cnf", Map.of("jkt", Proofs.thumbprint(KEY)));
        Proofs proofs = Proofs.of(KEY, gateway.uri() + "/allowed", forged);
        assertThat(challenges(ask("/allowed", "DPoP", forged, proofs.with())))
                .containsExactly("DPoP error=\"invalid_token\", " + ALGS);
    }

    @Test
    void underTestAMintedTokenNeedsNoProof() {
        try (Harness tested = Harness.on("shop.yaml", Shop.file(backend, "a", trusting("keys.json", "dpop: required")))
                .file("keys.json", Mint.set(Mint.RSA).toString())
                .start()) {
            String minted = tested.token("shop", "a", Map.of());
            assertThat(Shop.ask(tested, "/a", minted).statusCode()).isEqualTo(200);
            assertThat(Shop.ask(tested, "/a", bound).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void behindATrustedProxyTheTargetIsWhatTheClientSees() {
        String file = Shop.file(backend, "a", trusting("keys.json", "dpop: required"));
        String keys = Mint.set(Mint.RSA).toString();
        Harness.Setup setup =
                Harness.on("shop.yaml", file).file("keys.json", keys).withoutTestTokens();
        try (Harness behind =
                setup.settings("trusted-proxies: [127.0.0.1/32]\n").start()) {
            for (String uri : List.of("https://shop.test/a", "https://shop.test:443/a")) {
                HttpResponse<String> answer = behind.get(
                        "/a",
                        "authorization",
                        "DPoP " + bound,
                        "dpop",
                        Proofs.of(KEY, uri, bound).with(),
                        "x-forwarded-proto",
                        "https",
                        "x-forwarded-host",
                        "shop.test");
                assertThat(answer.statusCode()).as(uri).isEqualTo(200);
            }
        }
        String forged = Proofs.of(KEY, "https://shop.test/allowed", bound).with();
        assertThat(gateway.get(
                                "/allowed",
                                "authorization",
                                "DPoP " + bound,
                                "dpop",
                                forged,
                                "x-forwarded-proto",
                                "https",
                                "x-forwarded-host",
                                "shop.test")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void theWindowMovesWithTheClock() {
        try (Harness moved = Harness.on("shop.yaml", Shop.file(backend, "a", trusting("keys.json", "dpop: required")))
                .file("keys.json", Mint.set(Mint.RSA).toString())
                .withoutTestTokens()
                .start()) {
            Proofs proofs = Proofs.of(KEY, moved.uri() + "/a", bound);
            String early = proofs.with("iat", Instant.now().getEpochSecond() + 90);
            assertThat(send(moved, early)).isEqualTo(401);
            moved.advance(Duration.ofSeconds(40));
            assertThat(send(moved, early)).isEqualTo(200);
            assertThat(send(moved, early)).isEqualTo(401);
            moved.advance(Duration.ofSeconds(100));
            assertThat(send(moved, early)).isEqualTo(401);
            moved.advance(Duration.ofSeconds(30));
            assertThat(send(moved, early)).isEqualTo(401);
        }
    }

    private static int send(Harness to, String proof) {
        return to.get("/a", "authorization", "DPoP " + bound, "dpop", proof).statusCode();
    }
}
