package dev.penstock.plugins.auth.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import dev.penstock.sdk.Json;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TokenVerifierTest {
    private static final long NOW = 1_800_000_000;
    private static final Map<String, Object> GOOD =
            Map.of("iss", "https://idp.test", "aud", "shop", "sub", "ann", "iat", NOW, "exp", NOW + 300);
    private static final RSAKey FOR_ENCRYPTION = new RSAKey.Builder(Mint.ROTATED)
            .keyID("enc")
            .keyUse(KeyUse.ENCRYPTION)
            .build();
    private static final RSAKey FOR_PSS = new RSAKey.Builder(Mint.ROTATED)
            .keyID("pss")
            .algorithm(JWSAlgorithm.PS256)
            .build();

    private final TokenVerifier verifier = new TokenVerifier(List.of(issuer(
            "https://idp.test",
            List.of("shop", "web"),
            Keys.parse(Mint.set(Mint.RSA, Mint.EC, Mint.EC_384, FOR_ENCRYPTION, FOR_PSS)))));

    private static TrustedIssuer issuer(String name, List<String> audience, Keys keys) {
        Set<JWSAlgorithm> algorithms =
                Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256, JWSAlgorithm.ES384);
        return new TrustedIssuer(Optional.of(name), audience, algorithms, Duration.ofSeconds(30), KeySource.of(keys));
    }

    private Verdict verify(String token) {
        return verifier.verify(token, NOW * 1000);
    }

    private static String rs256(Object... changes) {
        return Mint.token(JWSAlgorithm.RS256, Mint.RSA, Mint.claims(GOOD, changes));
    }

    private static String withHeader(Object... more) {
        Map<String, Object> header = Mint.claims(Map.of("alg", "RS256", "kid", "r1", "typ", "JWT"), more);
        return Mint.token(header, Mint.RSA, GOOD);
    }

    static Stream<Arguments> good() {
        return Stream.of(
                Arguments.of("RS256", rs256()),
                Arguments.of("PS256", Mint.token(JWSAlgorithm.PS256, Mint.RSA, GOOD)),
                Arguments.of("ES256", Mint.token(JWSAlgorithm.ES256, Mint.EC, GOOD)),
                Arguments.of("ES384", Mint.token(JWSAlgorithm.ES384, Mint.EC_384, GOOD)),
                Arguments.of("no kid", withHeader("kid", null)),
                Arguments.of("no typ", withHeader("typ", null)),
                Arguments.of("one of several audiences", rs256("aud", List.of("other", "web"))),
                Arguments.of("expired within the skew", rs256("exp", NOW - 29)),
                Arguments.of("not before within the skew", rs256("nbf", NOW + 30)),
                Arguments.of("issued within the skew", rs256("iat", NOW + 30)),
                Arguments.of("a fraction of a second", rs256("exp", NOW + 0.5)),
                Arguments.of("no iat", rs256("iat", null)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("good")
    void aGoodTokenIsTaken(String what, String token) {
        assertThat(verify(token)).as(what).isInstanceOf(Verdict.Good.class);
    }

    static Stream<Arguments> claims() {
        return Stream.of(
                Arguments.of("expired", rs256("exp", NOW - 30)),
                Arguments.of("long expired", rs256("exp", 0L)),
                Arguments.of("expired before the epoch", rs256("exp", -5L)),
                Arguments.of("no exp", rs256("exp", null)),
                Arguments.of("exp as text", rs256("exp", String.valueOf(NOW + 300))),
                Arguments.of("exp as a list", rs256("exp", List.of(NOW + 300))),
                Arguments.of("from the future by nbf", rs256("nbf", NOW + 31)),
                Arguments.of("nbf as text", rs256("nbf", "0")),
                Arguments.of("from the future by iat", rs256("iat", NOW + 31)),
                Arguments.of("iat as text", rs256("iat", "0")),
                Arguments.of("another issuer", rs256("iss", "https://evil.test")),
                Arguments.of("an issuer with a slash more", rs256("iss", "https://idp.test/")),
                Arguments.of("an issuer in other case", rs256("iss", "HTTPS://IDP.TEST")),
                Arguments.of("no issuer", rs256("iss", null)),
                Arguments.of("a list of issuers", rs256("iss", List.of("https://idp.test"))),
                Arguments.of("another audience", rs256("aud", "other")),
                Arguments.of("an audience that begins alike", rs256("aud", "shop2")),
                Arguments.of("audience as an object", rs256("aud", Map.of("shop", true))),
                Arguments.of("no audience", rs256("aud", null)),
                Arguments.of("no audience in the list", rs256("aud", List.of())),
                Arguments.of("bound to what is not known", rs256("cnf", Map.of("kid", "x"))));
    }

    static Stream<Arguments> headers() {
        JWK evil = Mint.OTHER_RSA;
        Map<String, Object> embedded =
                Map.of("alg", "RS256", "kid", "r1", "jwk", evil.toPublicJWK().toJSONObject());
        Map<String, Object> elsewhere = Map.of("alg", "RS256", "kid", "r1", "jku", "http://127.0.0.1:9/jwks.json");
        Map<String, Object> certificate = Map.of("alg", "RS256", "kid", "r1", "x5u", "http://127.0.0.1:9/c.pem");
        return Stream.of(
                Arguments.of("an embedded key", Mint.token(embedded, evil, GOOD)),
                Arguments.of("a key elsewhere", Mint.token(elsewhere, evil, GOOD)),
                Arguments.of("a certificate elsewhere", Mint.token(certificate, evil, GOOD)),
                Arguments.of("crit", withHeader("crit", List.of("exp"), "exp", NOW)),
                Arguments.of("empty crit", withHeader("crit", List.of())),
                Arguments.of("an algorithm that is not listed", Mint.token(JWSAlgorithm.RS512, Mint.RSA, GOOD)),
                Arguments.of("a key for another algorithm", Mint.token(JWSAlgorithm.RS256, FOR_PSS, GOOD)),
                Arguments.of(
                        "the id of a key of another type",
                        Mint.token(Map.of("alg", "RS256", "kid", "e1"), Mint.RSA, GOOD)),
                Arguments.of("alg none without a signature", none("none")),
                Arguments.of("alg NONE without a signature", none("NONE")),
                Arguments.of("alg RS256 without a signature", none("RS256")),
                Arguments.of("alg as a number", raw("{\"alg\":256,\"kid\":\"r1\"}")),
                Arguments.of("alg null", raw("{\"alg\":null,\"kid\":\"r1\"}")),
                Arguments.of("alg twice", raw("{\"alg\":\"RS256\",\"alg\":\"none\",\"kid\":\"r1\"}")),
                Arguments.of("no alg", raw("{\"kid\":\"r1\"}")),
                Arguments.of("kid as a number", raw("{\"alg\":\"RS256\",\"kid\":1}")),
                Arguments.of("a header that is a list", raw("[]")),
                Arguments.of("a header that is no JSON", raw("{")),
                Arguments.of(
                        "a deep header", raw("{\"alg\":\"RS256\",\"a\":" + "[".repeat(9000) + "]".repeat(9000) + "}")));
    }

    static Stream<Arguments> signatures() {
        String[] good = rs256().split("\\.", -1);
        String other = rs256("sub", "bob").split("\\.", -1)[2];
        String ecText = Mint.token(JWSAlgorithm.ES256, Mint.EC, GOOD);
        String ec = ecText.substring(0, ecText.lastIndexOf('.') + 1);
        byte[] rsa = Base64.getUrlDecoder().decode(good[2]);
        return Stream.of(
                Arguments.of("another key's", Mint.token(JWSAlgorithm.RS256, Mint.OTHER_RSA, GOOD)),
                Arguments.of("another token's", good[0] + "." + good[1] + "." + other),
                Arguments.of("none", good[0] + "." + good[1] + "."),
                Arguments.of("zeros", good[0] + "." + good[1] + "." + part(new byte[256])),
                Arguments.of("cut short", good[0] + "." + good[1] + "." + part(Arrays.copyOf(rsa, 255))),
                Arguments.of("with a byte more", good[0] + "." + good[1] + "." + part(Arrays.copyOf(rsa, 257))),
                Arguments.of("ECDSA zeros", ec + part(new byte[64])),
                Arguments.of("ECDSA empty", ec),
                Arguments.of("ECDSA as DER", ec + part(new byte[] {0x30, 6, 2, 1, 1, 2, 1, 1})),
                Arguments.of("ECDSA ones", ec + part(ones(64))),
                Arguments.of("a MAC by the public key", hmacByPublicKey()),
                Arguments.of(
                        "a changed payload",
                        good[0] + "." + rs256("sub", "root").split("\\.", -1)[1] + "." + good[2]));
    }

    static Stream<Arguments> forms() {
        String token = rs256();
        String[] parts = token.split("\\.", -1);
        return Stream.of(
                Arguments.of("nothing", ""),
                Arguments.of("dots", ".."),
                Arguments.of("two parts", parts[0] + "." + parts[1]),
                Arguments.of("four parts", token + ".x"),
                Arguments.of("five parts", "a.b.c.d.e"),
                Arguments.of("padding", token + "="),
                Arguments.of("a foreign character", token + "!"),
                Arguments.of("a blank inside", parts[0] + ". " + parts[1] + "." + parts[2]),
                Arguments.of("a line break", parts[0] + "\n." + parts[1] + "." + parts[2]),
                Arguments.of(
                        "base64 that is not for URLs", token.replace('-', '+').replace('_', '/') + "+"),
                Arguments.of("a second spelling", secondSpelling(token)),
                Arguments.of("two tokens", token + "," + token),
                Arguments.of("a payload that is a list", Mint.token(JWSAlgorithm.RS256, Mint.RSA, List.of(GOOD))),
                Arguments.of("a payload that is a text", Mint.token(JWSAlgorithm.RS256, Mint.RSA, "ann")),
                Arguments.of("a payload that is nothing", parts[0] + ".." + parts[2]),
                Arguments.of("the JSON form", "{\"payload\":\"" + parts[1] + "\"}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"claims", "headers", "signatures", "forms"})
    void aBadTokenIsRefused(String what, String token) {
        assertThat(verify(token)).as(what).isInstanceOf(Verdict.Bad.class);
    }

    @Test
    void aReasonHoldsNoPartOfTheToken() {
        Stream.of(claims(), headers(), signatures(), forms())
                .flatMap(all -> all)
                .forEach(one -> {
                    String token = (String) one.get()[1];
                    String reason = ((Verdict.Bad) verify(token)).reason();
                    for (String part : token.split("\\.", -1)) {
                        assertThat(part.length() > 8 && reason.contains(part))
                                .as(reason)
                                .isFalse();
                    }
                    assertThat(reason).doesNotContain("evil", "ann", "bob");
                });
    }

    @Test
    void aTokenThatNamesAnUnknownKeyIsUndecided() {
        assertThat(verify(Mint.token(JWSAlgorithm.RS256, Mint.ROTATED, GOOD))).isInstanceOf(Verdict.Unknown.class);
    }

    @Test
    void aKeyForEncryptionIsAsGoodAsUnknown() {
        assertThat(verify(Mint.token(JWSAlgorithm.RS256, FOR_ENCRYPTION, GOOD))).isInstanceOf(Verdict.Unknown.class);
    }

    @Test
    void eachIssuerHasItsOwnKeys() {
        TokenVerifier two = new TokenVerifier(List.of(
                issuer("https://a.test", List.of(), Keys.parse(Mint.set(Mint.RSA))),
                issuer("https://b.test", List.of(), Keys.parse(Mint.set(Mint.OTHER_RSA)))));
        String ofA = Mint.token(JWSAlgorithm.RS256, Mint.RSA, Mint.claims(GOOD, "iss", "https://a.test"));
        String crossed = Mint.token(JWSAlgorithm.RS256, Mint.RSA, Mint.claims(GOOD, "iss", "https://b.test"));
        String ofB = Mint.token(JWSAlgorithm.RS256, Mint.OTHER_RSA, Mint.claims(GOOD, "iss", "https://b.test"));
        assertThat(two.verify(ofA, NOW * 1000)).isInstanceOf(Verdict.Good.class);
        assertThat(two.verify(ofB, NOW * 1000)).isInstanceOf(Verdict.Good.class);
        assertThat(two.verify(crossed, NOW * 1000)).isInstanceOf(Verdict.Bad.class);
    }

    @Test
    void theTokenSaysWhoTheCallerIs() {
        String token = rs256("scp", List.of("read", "write"), "n", 7L, "tags", List.of("x"));
        VerifiedToken good = ((Verdict.Good) verify(token)).token();
        assertThat(good.principal().subject()).contains("ann");
        assertThat(good.principal().scopes()).containsExactly("read", "write");
        assertThat(good.principal().claims()).containsEntry("n", 7L).containsEntry("tags", List.of("x"));
        assertThat(good.expires()).isEqualTo((NOW + 300) * 1000);
    }

    @Test
    void nothingThatIsThrownAtItBreaksIt() {
        Random random = new Random(7);
        List<String> seeds = Stream.of(good(), claims(), headers(), signatures(), forms())
                .flatMap(all -> all)
                .map(one -> (String) one.get()[1])
                .filter(token -> token.length() < 4000)
                .toList();
        Set<String> fine = Set.copyOf(good().map(one -> (String) one.get()[1]).toList());
        for (int i = 0; i < 3000; i++) {
            StringBuilder token = new StringBuilder(seeds.get(random.nextInt(seeds.size())));
            for (int n = random.nextInt(3); n >= 0 && !token.isEmpty(); n--) {
                int at = random.nextInt(token.length());
                token.setCharAt(at, (char) (32 + random.nextInt(96)));
            }
            if (!fine.contains(token.toString()) && !seeds.contains(token.toString())) {
                assertThat(verify(token.toString())).isNotInstanceOf(Verdict.Good.class);
            }
        }
    }

    private static String none(String algorithm) {
        return Mint.part(Json.write(Map.of("alg", algorithm, "kid", "r1"))) + "." + Mint.part(Json.write(GOOD)) + ".";
    }

    private static String raw(String header) {
        String text = Mint.part(Buffer.buffer(header)) + "." + Mint.part(Json.write(GOOD));
        return text + "." + Mint.sign(JWSAlgorithm.RS256, Mint.RSA, text);
    }

    private static String hmacByPublicKey() {
        byte[] key = Mint.RSA.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8);
        OctetSequenceKey secret = new OctetSequenceKey.Builder(key).keyID("r1").build();
        return Mint.token(JWSAlgorithm.HS256, secret, GOOD);
    }

    /** The last character of a signature of 256 bytes carries two bits only: another one spells the same bytes. */
    private static String secondSpelling(String token) {
        Map<Character, Character> next = new LinkedHashMap<>(Map.of('A', 'B', 'Q', 'R', 'g', 'h', 'w', 'x'));
        char last = token.charAt(token.length() - 1);
        return token.substring(0, token.length() - 1) + next.get(last);
    }

    private static byte[] ones(int length) {
        byte[] bytes = new byte[length];
        bytes[length / 2 - 1] = 1;
        bytes[length - 1] = 1;
        return bytes;
    }

    private static String part(byte[] bytes) {
        return Mint.part(Buffer.buffer(bytes));
    }
}
