package dev.penstock.plugins.auth.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import dev.penstock.plugins.auth.credential.Challenge;
import dev.penstock.plugins.auth.credential.ClaimHeaders;
import dev.penstock.plugins.auth.credential.HeaderPlace;
import dev.penstock.plugins.auth.credential.ScopeRule;
import dev.penstock.sdk.testkit.TestCall;
import dev.penstock.sdk.testkit.TestHost;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every edge of time, to the millisecond. */
class JwtClockTest {
    private final TestHost host = new TestHost();
    private final long start = host.clock().instant().getEpochSecond();

    private JwtStep step(long skew) {
        TrustedIssuer issuer = new TrustedIssuer(
                Optional.of("https://idp.test"),
                List.of(),
                Set.of(JWSAlgorithm.RS256),
                Duration.ofSeconds(skew),
                KeySource.of(Keys.parse(Mint.set(Mint.RSA))));
        JwtStep.Rules rules = new JwtStep.Rules(
                new TokenPlaces(new HeaderPlace("authorization", "Bearer"), false),
                new ScopeRule(List.of(), List.of()),
                new ClaimHeaders(Map.of()),
                new Refusals(new Challenge("Bearer"), Optional.empty()),
                new Possession(Optional.empty(), "shop", host),
                false,
                false);
        return new JwtStep(rules, List.of(issuer), host);
    }

    private static TestCall with(String token) {
        return TestCall.get("/a").header("authorization", "Bearer " + token);
    }

    /** The same token before an edge and after it: a verdict that is remembered must not outlive it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            exp | 100  | 0  |  99999 | in
            exp | 100  | 0  | 100000 | out
            exp | 100  | 30 | 100000 | in
            exp | 100  | 30 | 129999 | in
            exp | 100  | 30 | 130000 | out
            exp | 99.5 | 0  |  99499 | in
            exp | 99.5 | 0  |  99500 | out
            nbf | 100  | 0  |  99999 | out
            nbf | 100  | 0  | 100000 | in
            nbf | 100  | 30 |  69999 | out
            nbf | 100  | 30 |  70000 | in
            iat | 100  | 0  |  99999 | out
            iat | 100  | 0  | 100000 | in
            iat | 100  | 30 |  69999 | out
            iat | 100  | 30 |  70000 | in
            """)
    void aTokenIsGoodUpToItsEdgesAndNoFurther(String claim, double seconds, long skew, long millis, String result) {
        JwtStep step = step(skew);
        Object[] changes = claim.equals("exp")
                ? new Object[] {"exp", start + seconds}
                : new Object[] {claim, start + seconds, "exp", start + 1000};
        String token = Shop.token(Mint.RSA, changes);
        step.apply(with(token));
        host.advance(Duration.ofMillis(millis));
        assertThat(step.apply(with(token)).succeeded()).isEqualTo(result.equals("in"));
    }

    @ParameterizedTest
    @CsvSource({"100, in", "-100, in", "-31536000, out"})
    void aClockThatIsSetBackOrForthIsTakenAsItIs(long seconds, String result) {
        JwtStep step = step(30);
        String token = Shop.token(Mint.RSA, "iat", start, "nbf", start - 86400, "exp", start + 200);
        assertThat(step.apply(with(token)).succeeded()).isTrue();
        host.advance(Duration.ofSeconds(seconds));
        String fresh = Shop.token(Mint.RSA, "iat", start - 3600, "nbf", start - 86400, "exp", start + 200);
        assertThat(step.apply(with(fresh)).succeeded()).isEqualTo(result.equals("in"));
    }
}
