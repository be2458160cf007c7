package dev.penstock.plugins.auth.jwt;

import dev.penstock.sdk.Host;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Makes tokens for the tests of pipelines: good ones, unless the claims that the test states say otherwise. */
final class TestMint implements Function<Map<String, Object>, String> {
    private static final long LIFE_SECONDS = 300;

    /**
     * One issuer and what signs for it.
     *
     * @param sign claims to token
     */
    record Signer(TrustedIssuer issuer, Function<Map<String, Object>, String> sign) {}

    private final Host host;
    private final List<Signer> signers;

    /**
     * @param signers at least one; the first is the default
     */
    TestMint(Host host, List<Signer> signers) {
        this.host = host;
        this.signers = List.copyOf(signers);
    }

    /**
     * A token.
     *
     * @param stated win over what is put in: {@code iss}, {@code aud}, {@code iat}, {@code exp}; null leaves one out
     */
    @Override
    public String apply(Map<String, Object> stated) {
        Signer signer = signer(stated);
        Instant now = host.clock().instant();
        Map<String, Object> claims = new LinkedHashMap<>();
        signer.issuer.name().ifPresent(name -> claims.put("iss", name));
        signer.issuer.audience().stream().findFirst().ifPresent(audience -> claims.put("aud", audience));
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.getEpochSecond() + LIFE_SECONDS);
        claims.putAll(stated);
        claims.values().removeIf(value -> value == null);
        return signer.sign.apply(claims);
    }

    private Signer signer(Map<String, Object> stated) {
        for (Signer signer : signers) {
            if (stated.containsKey("iss") && signer.issuer.issued(stated.get("iss"))) {
                return signer;
            }
        }
        return signers.get(0);
    }
}
