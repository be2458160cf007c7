package dev.penstock.plugins.auth.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.MACSigner;
import dev.penstock.plugins.auth.credential.CredentialPlace;
import dev.penstock.sdk.Host;
import dev.penstock.sdk.Node;
import dev.penstock.sdk.StepContext;
import dev.penstock.sdk.TestTokens;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the issuers of one step from its settings. Where a gateway under test offers {@link TestTokens}, each issuer is
 * given one more key, which signs what the test asks for, and no URL is fetched.
 */
final class Issuers {
    private static final int LEAST_SECRET_BYTES = 32;
    private static final Duration SECRET_SKEW = Duration.ofSeconds(30);

    private final StepContext context;
    private final Host host;
    private final KeySources sources;
    private final Optional<TestTokens> tests;
    private final List<TestMint.Signer> signers = new ArrayList<>();

    Issuers(StepContext context) {
        this.context = context;
        this.host = context.host();
        this.tests = host.service(TestTokens.class);
        this.sources = new KeySources(context, tests.isEmpty());
    }

    /**
     * At least one, unless a fault was said.
     *
     * @param place where their tokens stand
     */
    List<TrustedIssuer> of(JwtConfig settings, CredentialPlace place) {
        List<TrustedIssuer> issuers = new ArrayList<>();
        if (settings.issuers().isEmpty() == settings.secret().isEmpty()) {
            context.fault(
                    settings.secret().isPresent() ? context.settings().at("secret") : context.settings(),
                    "expected either 'issuers' or 'secret', found "
                            + (settings.secret().isPresent() ? "both" : "none"));
        }
        for (int i = 0; i < settings.issuers().size(); i++) {
            issuers.add(issuer(settings.issuers().get(i), node(i)));
        }
        settings.secret().ifPresent(secret -> ofSecret(secret).ifPresent(issuers::add));
        if (!signers.isEmpty()) {
            TestMint mint = new TestMint(host, signers);
            tests.ifPresent(
                    tokens -> tokens.accept(context.route(), mint, (request, token) -> place.put(token, request)));
        }
        return issuers;
    }

    private TrustedIssuer issuer(IssuerConfig settings, Node at) {
        Set<JWSAlgorithm> algorithms = new LinkedHashSet<>();
        settings.algorithms().forEach(algorithm -> algorithms.add(algorithm.jws()));
        if (algorithms.isEmpty()) {
            context.fault(at, "expected at least one algorithm, such as RS256");
            algorithms.add(JWSAlgorithm.RS256);
        }
        KeySource keys = sources.of(settings, at);
        if (tests.isEmpty()) {
            return trusted(settings, algorithms, keys);
        }
        TestKey key = TestKey.of(
                tests.get(),
                algorithms.contains(JWSAlgorithm.ES256)
                        ? JWSAlgorithm.ES256
                        : algorithms.iterator().next());
        Keys both = keys.current().orElseGet(Keys::none).with(key);
        TrustedIssuer trusted = trusted(settings, algorithms, KeySource.of(both));
        signers.add(new TestMint.Signer(trusted, key::sign));
        return trusted;
    }

    private static TrustedIssuer trusted(IssuerConfig settings, Set<JWSAlgorithm> algorithms, KeySource keys) {
        return new TrustedIssuer(
                Optional.of(settings.issuer()), settings.audience(), algorithms, settings.clockSkew(), keys);
    }

    private Optional<TrustedIssuer> ofSecret(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < LEAST_SECRET_BYTES) {
            context.fault(
                    context.settings().at("secret"),
                    "expected a secret of at least 32 bytes (RFC 7518 section 3.2), found " + bytes.length);
            return Optional.empty();
        }
        try {
            KeySource keys = KeySource.of(Keys.ofSecret(bytes));
            Set<JWSAlgorithm> algorithms = Set.of(JWSAlgorithm.HS256);
            TrustedIssuer trusted = new TrustedIssuer(Optional.empty(), List.of(), algorithms, SECRET_SKEW, keys);
            if (tests.isPresent()) {
                MACSigner signer = new MACSigner(bytes);
                signers.add(new TestMint.Signer(trusted, claims -> TestKey.sign(JWSAlgorithm.HS256, signer, claims)));
            }
            return Optional.of(trusted);
        } catch (JOSEException broken) {
            context.fault(context.settings().at("secret"), "expected a secret that HS256 can take, found another");
            return Optional.empty();
        }
    }

    private Node node(int issuer) {
        Node all = context.settings().at("issuers");
        return all instanceof Node.Sequence several ? several.items().get(issuer) : all;
    }
}
