package dev.penstock.plugins.auth.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import dev.penstock.plugins.auth.credential.Challenge;
import dev.penstock.plugins.auth.credential.ClaimHeaders;
import dev.penstock.plugins.auth.credential.Digest;
import dev.penstock.plugins.auth.credential.HeaderPlace;
import dev.penstock.plugins.auth.credential.ScopeRule;
import dev.penstock.sdk.Principal;
import dev.penstock.sdk.Problem;
import dev.penstock.sdk.testkit.TestCall;
import dev.penstock.sdk.testkit.TestHost;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JwtStepTest {
    private static final Keys KEYS = Keys.parse(Mint.set(Mint.RSA));

    private final TestHost host = new TestHost();
    private final TrustedIssuer issuer = new TrustedIssuer(
            Optional.of("https://idp.test"),
            List.of("shop"),
            Set.of(JWSAlgorithm.RS256),
            Duration.ofSeconds(30),
            KeySource.of(KEYS));
    private final JwtStep step = step();

    private JwtStep step() {
        return step(Optional.empty());
    }

    private JwtStep step(Optional<DpopMode> dpop) {
        JwtStep.Rules rules = new JwtStep.Rules(
                new TokenPlaces(new HeaderPlace("authorization", "Bearer"), dpop.isPresent()),
                new ScopeRule(List.of(), List.of()),
                new ClaimHeaders(Map.of()),
                new Refusals(new Challenge("Bearer"), dpop),
                new Possession(dpop, "shop", host),
                false,
                false);
        return new JwtStep(rules, List.of(issuer), host);
    }

    private TokenMemory memory() {
        return host.state("jwt:tokens", TokenMemory.class, TokenMemory::new);
    }

    private boolean remembers(String token) {
        Digest digest = new TokenDigester(List.of(issuer)).of(token);
        return memory().find(digest, token, host.clock().millis()).isPresent();
    }

    private static TestCall with(String token) {
        return TestCall.get("/a").header("authorization", "Bearer " + token);
    }

    @Test
    void aGoodTokenIsRememberedAndABadOneIsNot() {
        String good = Shop.token(Mint.RSA);
        String bad = Shop.token(Mint.OTHER_RSA);
        assertThat(step.apply(with(good)).succeeded()).isTrue();
        assertThat(step.apply(with(bad)).failed()).isTrue();
        assertThat(remembers(good)).isTrue();
        assertThat(remembers(bad)).isFalse();
    }

    @Test
    void aTokenWithinTheSkewAfterItsExpPassesUnremembered() {
        String token = Shop.token(Mint.RSA, "exp", host.clock().instant().getEpochSecond() - 10);
        assertThat(step.apply(with(token)).succeeded()).isTrue();
        assertThat(remembers(token)).isFalse();
    }

    @Test
    void aRememberedTokenIsNotVerifiedAgain() {
        Principal ann = new Principal(Optional.of("ann"), Map.of(), Set.of(), Optional.empty(), Optional.empty());
        String noToken = "what no verifier would take";
        VerifiedToken known = new VerifiedToken(ann, Binding.of(Map.of()), Long.MAX_VALUE, issuer.keys(), KEYS);
        memory().add(new TokenDigester(List.of(issuer)).of(noToken), noToken, known);
        TestCall call = with(noToken);
        assertThat(step.apply(call).succeeded()).isTrue();
        assertThat(call.principal()).contains(ann);
    }

    @Test
    void aSecondStepFindsTheTokenThatTheFirstTookAway() {
        TestCall call = with(Shop.token(Mint.RSA));
        assertThat(step.apply(call).succeeded()).isTrue();
        assertThat(call.outbound().headers().contains("authorization")).isFalse();
        Future<Void> second = step().apply(call);
        assertThat(second.succeeded()).isTrue();
    }

    @Test
    void aProofThatCannotBeLookedUpIs503AndNotAYes() {
        String token = Shop.token(Mint.RSA, "cnf", Map.of("jkt", Proofs.thumbprint(Mint.EC)));
        host.loseStore();
        JwtStep guarded = step(Optional.of(DpopMode.REQUIRED));
        long now = host.clock().instant().getEpochSecond();
        TestCall call = TestCall.get("/a")
                .header("authorization", "DPoP " + token)
                .header("dpop", Proofs.of(Mint.EC, "http://shop.test/a", token).with("iat", now));
        assertThat(guarded.apply(call).cause()).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.status()).isEqualTo(503);
            assertThat(problem.headers()).contains(new Problem.Header("Retry-After", "1"));
        });
        assertThat(call.principal()).isEmpty();
    }
}
