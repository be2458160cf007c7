package dev.penstock.plugins.auth.jwt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import dev.penstock.plugins.auth.credential.Digest;
import dev.penstock.sdk.Principal;
import dev.penstock.sdk.testkit.TestHost;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TokenMemoryTest {
    private static final Keys KEYS = Keys.parse(Mint.set(Mint.RSA));
    private static final Principal ANN =
            new Principal(Optional.of("ann"), Map.of(), Set.of(), Optional.empty(), Optional.empty());

    private final TokenMemory memory = new TokenMemory();
    private final TokenDigester digester = digester("https://idp.test", KeySource.of(KEYS));

    private static TokenDigester digester(String issuer, KeySource keys) {
        return new TokenDigester(List.of(new TrustedIssuer(
                Optional.of(issuer), List.of(), Set.of(JWSAlgorithm.RS256), Duration.ofSeconds(30), keys)));
    }

    private void remember(String token, long expires) {
        memory.add(
                digester.of(token),
                token,
                new VerifiedToken(ANN, Binding.of(Map.of()), expires, KeySource.of(KEYS), KEYS));
    }

    private boolean knows(String token, long now) {
        return memory.find(digester.of(token), token, now).isPresent();
    }

    @Test
    void aTokenIsRememberedUpToItsExpAndNoLonger() {
        remember("a.b.c", 1000);
        assertThat(knows("a.b.c", 999)).isTrue();
        assertThat(knows("a.b.c", 1000)).isFalse();
        assertThat(knows("a.b.d", 999)).isFalse();
    }

    @Test
    void aTokenIsForgottenWhenTheKeysOfItsIssuerChange() {
        TestHost host = new TestHost();
        RemoteKeys source = RemoteKeys.of(host, URI.create("https://idp.test/jwks.json"));
        source.renew();
        host.fetches().get(0).arrives(Mint.set(Mint.RSA));
        Digest digest = digester.of("a.b.c");
        VerifiedToken good = new VerifiedToken(
                ANN,
                Binding.of(Map.of()),
                Long.MAX_VALUE,
                source,
                source.current().orElseThrow());
        memory.add(digest, "a.b.c", good);
        assertThat(memory.find(digest, "a.b.c", 0)).isPresent();
        host.advance(Duration.ofMinutes(1));
        source.renew();
        host.fetches().get(1).arrives(Mint.set(Mint.ROTATED));
        assertThat(memory.find(digest, "a.b.c", 0)).isEmpty();
    }

    @Test
    void aTokenThatOneStepTookIsUnknownToAStepThatTrustsOthers() {
        KeySource keys = KeySource.of(KEYS);
        Digest here = digester("https://idp.test", keys).of("a.b.c");
        assertThat(digester("https://idp.test", keys).of("a.b.c")).isEqualTo(here);
        assertThat(digester("https://other.test", keys).of("a.b.c")).isNotEqualTo(here);
        KeySource others = KeySource.of(Keys.parse(Mint.set(Mint.ROTATED)));
        assertThat(digester("https://idp.test", others).of("a.b.c")).isNotEqualTo(here);
    }

    @Test
    void whatIsNotUsedGoesWhenItIsFullAndWhatIsUsedStays() {
        String pad = "x".repeat(1 << 20);
        remember("used", 1000);
        remember("unused", 1000);
        for (int i = 0; i < 20; i++) {
            remember(pad + i, 1000);
            assertThat(knows("used", 0)).isTrue();
        }
        assertThat(knows("unused", 0)).isFalse();
        assertThat(knows(pad + 19, 0)).isTrue();
        assertThat(knows(pad + 0, 0)).isFalse();
    }

    @Test
    void aTokenOfOneSecretIsUnknownToAStepOfAnother() throws JOSEException {
        KeySource one = KeySource.of(Keys.ofSecret("one secret of thirty-two bytes, or so".getBytes(UTF_8)));
        KeySource two = KeySource.of(Keys.ofSecret("two secret of thirty-two bytes, or so".getBytes(UTF_8)));
        assertThat(digester("https://idp.test", one).of("a.b.c"))
                .isNotEqualTo(digester("https://idp.test", two).of("a.b.c"));
        assertThat(one.identity()).doesNotContain("secret of");
    }
}
